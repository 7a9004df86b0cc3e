import { expect, it } from 'vitest';
import { metricsRefusal } from './metrics-access-policy.ts';

const TOKEN = 'a-token-of-some-length';

it.each([
  ['127.0.0.1', {}, undefined, undefined],
  ['127.8.9.10', {}, undefined, undefined],
  ['::1', {}, undefined, undefined],
  ['::ffff:127.0.0.1', {}, undefined, undefined],
  ['10.0.0.1', {}, undefined, 'forbidden'],
  ['::ffff:10.0.0.1', {}, undefined, 'forbidden'],
  [undefined, {}, undefined, 'forbidden'],
  ['10.0.0.1', { 'x-forwarded-for': '127.0.0.1' }, undefined, 'forbidden'],
  ['127.0.0.1', { 'x-forwarded-for': '203.0.113.7' }, undefined, 'forbidden'],
  ['127.0.0.1', { forwarded: 'for=203.0.113.7' }, undefined, 'forbidden'],
  ['127.0.0.1', { 'x-real-ip': '203.0.113.7' }, undefined, 'forbidden'],
  ['127.0.0.1', { authorization: `Bearer ${TOKEN}` }, undefined, undefined],
  ['10.0.0.1', { authorization: `Bearer ${TOKEN}` }, TOKEN, undefined],
  ['10.0.0.1', { authorization: `bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.7' }, TOKEN, undefined],
  ['10.0.0.1', { authorization: `Bearer ${TOKEN}x` }, TOKEN, 'unauthenticated'],
  ['10.0.0.1', { authorization: TOKEN }, TOKEN, 'unauthenticated'],
  ['127.0.0.1', {}, TOKEN, 'unauthenticated'],
])('from %s with %j and the token %s: %s', (peer, headers, token, refusal) => {
  expect(metricsRefusal({ peer, headers }, token)).toBe(refusal);
});
