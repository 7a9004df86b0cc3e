import { expect, it } from 'vitest';
import { phoneNumberOf } from './phone-number-policy.ts';

it.each([
  ['E.164', '+5511999999999', '+5511999999999'],
  ['E.164 as people write it', ' +55 (11) 99999-9999 ', '+5511999999999'],
  ['a number whose plus a spreadsheet ate', '5511999999999', '+5511999999999'],
  ['a number of a range that nobody has yet, named by its plus', '+15550783881', '+15550783881'],
])('%s is read', (_, text, number) => {
  expect(phoneNumberOf(text)).toBe(number);
});

it.each([
  ['a number without its country code', '11999999999'],
  ['too few digits', '+5511'],
  ['too many digits', '+551199999999999999'],
  ['a name', 'Maria'],
  ['nothing', ''],
  ['a number as a spreadsheet shows a long one', '5.5E+12'],
])('%s is no number', (_, text) => {
  expect(phoneNumberOf(text)).toBeUndefined();
});
