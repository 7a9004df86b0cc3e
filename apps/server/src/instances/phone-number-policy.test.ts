import { expect, test } from 'vitest';
import { AppError } from '../platform/http/app-error.ts';
import { instancePhoneNumber } from './phone-number-policy.ts';

test.each([
  ['+5511999999999', '+5511999999999'],
  ['+55 11 99999-9999', '+5511999999999'],
  ['+15550783881', '+15550783881'],
])('%s is %s', (text, number) => {
  expect(instancePhoneNumber(text)).toBe(number);
});

test.each(['5511999999999', '+55', '+0123456789', '+999123', 'abc', '', '+5511999999999 ext. 7'])(
  '%j is no number of an instance',
  (text) => {
    expect(() => instancePhoneNumber(text)).toThrow(AppError);
  },
);
