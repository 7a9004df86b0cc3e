import { expect, it } from 'vitest';
import { phoneNumberOf } from './phone-number-policy.ts';

it.each([
  ['+5511999999999', '+5511999999999'],
  ['+55 (11) 99999-9999', '+5511999999999'],
  ['11999999999', undefined],
  ['5511999999999', undefined],
  ['+12', undefined],
  ['+ana', undefined],
  ['', undefined],
])('%j is read as %j', (text, number) => {
  expect(phoneNumberOf(text)).toBe(number);
});
