import { expect, it } from 'vitest';
import { readWhy } from './why-policy.ts';

it.each([
  ['rule 2: "atendente"', { key: 'rule', place: '2', keyword: 'atendente' }],
  ['menu option 1 > 2 (Boletos)', { key: 'option', option: '1 > 2 (Boletos)' }],
  ['no option of the menu, 2 of 3', { key: 'noOption', count: '2', most: '3' }],
  ['outside business hours, which it has said', { key: 'closed' }],
  ['nothing fits', { key: 'nothingFits' }],
  ['the model answered', { key: 'model' }],
  ['what nobody foresaw', { key: 'other', words: 'what nobody foresaw' }],
])('%s', (words, why) => {
  expect(readWhy(words)).toEqual(why);
});
