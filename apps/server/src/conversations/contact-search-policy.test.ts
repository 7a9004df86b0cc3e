import { expect, it } from 'vitest';
import { contactSearch } from './contact-search-policy.ts';

it.each([
  ['João', `'João':*`, null],
  ['silva jo', `'silva':* & 'jo':*`, null],
  ['ana@example.com', `'ana':* & 'example':* & 'com':*`, null],
  ['+55 (11) 99999-0001', `'55':* & '11':* & '99999':* & '0001':*`, '5511999990001'],
  ['0001', `'0001':*`, '0001'],
  ['001', `'001':*`, null],
  [`d'água | !x`, `'d':* & 'água':* & 'x':*`, null],
  ['&|!', null, null],
])('%j looks for words %j and digits %j', (text, words, digits) => {
  expect(contactSearch(text)).toEqual({ words, digits });
});
