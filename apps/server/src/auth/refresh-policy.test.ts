import { expect, it } from 'vitest';
import { decideRefresh, type PresentedToken } from './refresh-policy.ts';

const now = new Date('2026-11-24T12:00:00Z');
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const fresh: PresentedToken = {
  rotatedAt: null,
  revokedAt: null,
  expiresAt: secondsAgo(-60),
  isUserActive: true,
};

it.each<[string, Partial<PresentedToken>, string]>([
  ['an unused token is rotated', {}, 'rotate'],
  ['one used a second ago is answered again', { rotatedAt: secondsAgo(1) }, 'reissue'],
  ['one used 10 s ago is answered again', { rotatedAt: secondsAgo(10) }, 'reissue'],
  ['one used 10.001 s ago ends the session', { rotatedAt: secondsAgo(10.001) }, 'end_session'],
  ['a revoked one is refused', { revokedAt: secondsAgo(1) }, 'refuse'],
  ['a revoked one is refused within the grace too', { revokedAt: now, rotatedAt: secondsAgo(1) }, 'refuse'],
  ['an expired one is refused', { expiresAt: now }, 'refuse'],
  ['an expired one that was used is refused', { expiresAt: now, rotatedAt: secondsAgo(99) }, 'refuse'],
  ['one of an inactive user is refused', { isUserActive: false }, 'refuse'],
])('%s', (_, difference, decision) => {
  expect(decideRefresh({ ...fresh, ...difference }, now)).toBe(decision);
});
