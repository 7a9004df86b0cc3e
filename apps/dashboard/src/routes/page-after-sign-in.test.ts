import { expect, it } from 'vitest';
import { pageAfterSignIn } from './page-after-sign-in.ts';

it.each([
  ['/numbers?status=failed', '/numbers?status=failed'],
  [undefined, '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-in', '/'],
])('from %s a sign-in leads to %s', (from, to) => {
  expect(pageAfterSignIn(from)).toBe(to);
});
