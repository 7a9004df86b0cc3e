import type { CredentialsTest } from '@recado/sdk';
import { expect, it } from 'vitest';
import { isOtherNumber, refusals, testBody } from './credentials-test-policy.ts';
import { emptyNumber } from './new-number-policy.ts';

const number = {
  ...emptyNumber('cloud', 'mine'),
  phoneNumberId: ' 106540352242922 ',
  businessAccountId: '102290129340398',
  accessToken: 'EAAG',
  appSecret: 'abcdef',
};
const result: CredentialsTest = {
  ok: false,
  checks: [
    { field: 'accessToken', ok: true, code: 'accepted', detail: '' },
    { field: 'phoneNumberId', ok: false, code: 'not_found', detail: '' },
    { field: 'appSecret', ok: null, code: 'not_told', detail: '' },
  ],
  displayName: null,
  phoneNumber: '+55 11 99999-9999',
};

it('credentials are tested without a name, a number or the verify token', () => {
  expect(testBody(number)).toEqual({
    cloud: {
      phoneNumberId: '106540352242922',
      businessAccountId: '102290129340398',
      accessToken: 'EAAG',
      appSecret: 'abcdef',
    },
  });
});

it.each(['phoneNumberId', 'businessAccountId', 'accessToken', 'appSecret'])('not without %s', (field) => {
  expect(testBody({ ...number, [field]: '' })).toBeUndefined();
});

it('a number by QR code has none', () => {
  expect(testBody({ ...number, channel: 'web' })).toBeUndefined();
});

it('only what was refused counts, not what could not be told', () => {
  expect(refusals(result).map(({ field }) => field)).toEqual(['phoneNumberId']);
});

it.each([
  ['+55 (11) 99999-9999', false],
  ['', false],
  ['+5511999999990', true],
])('typed as %s', (phoneNumber, isOther) => {
  expect(isOtherNumber({ ...number, phoneNumber }, result)).toBe(isOther);
});
