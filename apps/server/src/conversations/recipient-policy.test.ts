import { expect, it } from 'vitest';
import { AppError } from '../platform/http/app-error.ts';
import { parseRecipient } from './recipient-policy.ts';

it.each([
  ['+5511999999999', { kind: 'phone', value: '+5511999999999' }],
  ['+55 (11) 99999-9999', { kind: 'phone', value: '+5511999999999' }],
  ['120363041234567890@g.us', { kind: 'group', value: '120363041234567890@g.us' }],
  ['user.9373795779eb6441', { kind: 'bsuid', value: 'user.9373795779eb6441' }],
  ['1234567890123@lid', { kind: 'lid', value: '1234567890123@lid' }],
])('%s is read as %j', (text, expected) => {
  expect(parseRecipient(text)).toEqual(expected);
});

it.each(['5511999999999', '+12', 'abc', '', '+55119999999999999999', 'a@b.c'])(
  '%j is refused with the field named',
  (text) => {
    expect(() => parseRecipient(text)).toThrow(AppError);
  },
);
