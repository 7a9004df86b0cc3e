import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSameText, isSignedWith } from './webhook-signature.ts';

const body = Buffer.from('{"a": 1}');
const right = `sha256=${createHmac('sha256', 'app secret').update(body).digest('hex')}`;

test('only the signature of these bytes under this secret counts', () => {
  expect(isSignedWith('app secret', body, right)).toBe(true);
  expect(isSignedWith('another', body, right)).toBe(false);
  expect(isSignedWith('app secret', Buffer.from('{"a":1}'), right)).toBe(false);
});

test.each([
  undefined,
  '',
  'sha256=',
  right.slice(7),
  right.slice(0, -2),
  `${right}00`,
  right.replace('sha256', 'sha1'),
  'sha256=zz',
])('%j is no signature of it', (header) => {
  expect(isSignedWith('app secret', body, header)).toBe(false);
});

test('texts are the same or not, whatever their length', () => {
  expect(isSameText('token', 'token')).toBe(true);
  for (const other of ['', 'toke', 'token ', 'Token']) expect(isSameText('token', other)).toBe(false);
});
