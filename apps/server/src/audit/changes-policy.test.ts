import { expect, it } from 'vitest';
import { changesOf } from './changes-policy.ts';

it.each<[string, Parameters<typeof changesOf>, unknown]>([
  [
    'only what differs',
    [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ],
    { before: { b: 2 }, after: { b: 3 } },
  ],
  ['all of what is new', [undefined, { a: 1 }], { after: { a: 1 } }],
  ['all of what is gone', [{ a: 1 }, undefined], { before: { a: 1 } }],
  ['a field that came and one that went', [{ a: 1 }, { b: 2 }], { before: { a: 1 }, after: { b: 2 } }],
  [
    'nothing, when only the order of fields differs',
    [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }],
    { before: {}, after: {} },
  ],
  [
    'that a secret changed, but neither value',
    [{ password: 'old' }, { password: 'new' }],
    { before: { password: '••••' }, after: { password: '••••' } },
  ],
  [
    'that a secret was set or taken away',
    [{ secret: null }, { secret: 'whsec_x' }],
    { before: { secret: null }, after: { secret: '••••' } },
  ],
  [
    'no secret inside objects and lists either',
    [undefined, { cloud: { accessToken: 'EAAG', phoneNumberId: '1' }, list: [{ api_key: 'k', name: 'n' }] }],
    { after: { cloud: { accessToken: '••••', phoneNumberId: '1' }, list: [{ api_key: '••••', name: 'n' }] } },
  ],
  ['times as they are', [undefined, { at: new Date(0) }], { after: { at: new Date(0) } }],
])('shows %s', (_, [before, after], expected) => {
  expect(changesOf(before, after)).toEqual(expected);
});

it.each([
  'password',
  'passwordHash',
  'appSecret',
  'verifyToken',
  'access_token',
  'credentials',
  'apiKey',
  'privateKey',
  'qrCode',
])('masks %s', (name) => {
  expect(changesOf(undefined, { [name]: 'value' })).toEqual({ after: { [name]: '••••' } });
});
