import type { InstanceStatus } from '@recado/contracts';
import { expect, test } from 'vitest';
import { isReconnect } from './reconnect-news-policy.ts';

const standing = (status: InstanceStatus, code?: string) => ({
  status,
  connectionData: code === undefined ? {} : { reason: { code, text: '' } },
});

test.each([
  ['a connection that breaks', standing('connected'), standing('connecting', 'reconnecting'), true],
  ['one that comes back', standing('connecting', 'reconnecting'), standing('connected'), true],
  ['a try that fails', standing('connecting', 'reconnecting'), standing('connecting', 'reconnecting'), true],
  ['a connect on request', standing('disconnected', 'stopped'), standing('connecting', 'opening'), false],
  ['a first connection', standing('connecting', 'opening'), standing('connected'), false],
  ['a failure for good', standing('connecting', 'reconnecting'), standing('failed', 'forbidden'), false],
  ['a logout', standing('connected'), standing('failed', 'logged_out'), false],
])('%s', (_, before, after, expected) => {
  expect(isReconnect(before, after)).toBe(expected);
});
