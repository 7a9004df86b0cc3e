import { expect, it } from 'vitest';
import { deliveryErrors } from '../../../locales/en/pages/delivery-errors.ts';
import { errorWord } from './error-words.ts';

it.each([
  [null, undefined],
  ['timeout', 'timeout'],
  ['address_not_allowed', 'address_not_allowed'],
  ['http_500', 'server'],
  ['http_503', 'tooMany'],
  ['http_410', 'gone'],
  ['http_403', 'unauthorized'],
  ['http_404', 'notFoundHere'],
  ['http_302', 'other'],
  ['something_new', 'other'],
] as const)('%s is explained by %s', (error, word) => {
  expect(errorWord(error)).toBe(word);
  if (word !== undefined) expect(deliveryErrors).toHaveProperty(word);
});
