import { expect, it } from 'vitest';
import { preferredLanguage } from './languages.ts';

it.each([
  ['pt-BR', ['en-US'], 'pt-BR'],
  [null, ['pt-PT', 'en'], 'pt-BR'],
  [null, ['fr', 'en-GB', 'pt'], 'en'],
  [null, ['fr'], 'en'],
  ['xx', ['pt'], 'pt-BR'],
])('chosen %s on a browser that reads %s is %s', (chosen, ofBrowser, language) => {
  expect(preferredLanguage(chosen, ofBrowser)).toBe(language);
});
