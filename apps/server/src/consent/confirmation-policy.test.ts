import type { ErrorCode } from '@recado/contracts';
import { expect, it } from 'vitest';
import { retryDelayMs } from './confirmation-policy.ts';

const now = new Date('2026-01-02T00:00:00Z');
const ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

it.each<[ErrorCode | undefined, number, number, number | undefined]>([
  ['instance_not_connected', 0, 0, 2_000],
  ['instance_not_connected', 3, 1, 16_000],
  ['queue_full', 20, 1, 600_000],
  [undefined, 1, 0, 4_000],
  [undefined, 1, 24, undefined],
  ['contact_blocked', 0, 0, undefined],
  ['window_closed', 0, 0, undefined],
  ['not_found', 0, 0, undefined],
])('after %s, tried %i times before, %i hours old: again in %s ms', (code, attempts, hours, delayMs) => {
  expect(retryDelayMs(code, { attempts, createdAt: ago(hours) }, now)).toBe(delayMs);
});
