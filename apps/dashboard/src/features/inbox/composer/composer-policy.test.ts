import { expect, it } from 'vitest';
import {
  charactersLeft,
  isSending,
  obstacleOf,
  timeLeft,
  windowOf,
  type Circumstances,
  type Obstacle,
} from './composer-policy.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const nowMs = Date.parse(NOW);
const inHours = (hours: number): string => new Date(nowMs + hours * 3_600_000).toISOString();

const contact = {
  id: 'c',
  name: 'Ana',
  phoneNumber: '+5511999999999',
  recipient: '+5511999999999',
  labels: [],
  isBlocked: false,
};
const conversation = { contact, windowClosesAt: inHours(10), lastInboundAt: inHours(-14) };
const number = { channel: 'cloud', status: 'connected', isActive: true } as const;
const usual: Circumstances = { conversation, number, hasOptedOut: false, may: () => true, nowMs };

it.each<[string, Partial<Circumstances>, Obstacle | undefined]>([
  ['all is well', {}, undefined],
  ['the number is not known', { number: undefined }, undefined],
  ['the number is connecting', { number: { ...number, status: 'connecting' } }, undefined],
  ['the role only reads', { may: () => false }, 'notAllowed'],
  [
    'nothing can be addressed to the contact',
    { conversation: { ...conversation, contact: { ...contact, recipient: null } } },
    'unreachable',
  ],
  [
    'the contact is blocked',
    { conversation: { ...conversation, contact: { ...contact, isBlocked: true } } },
    'blocked',
  ],
  ['the contact opted out', { hasOptedOut: true }, 'optedOut'],
  ['the number is switched off', { number: { ...number, isActive: false } }, 'switchedOff'],
  ['the number is disconnected', { number: { ...number, status: 'disconnected' } }, 'notConnected'],
  ['the number failed', { number: { ...number, status: 'failed' } }, 'notConnected'],
  ['the window closed', { conversation: { ...conversation, windowClosesAt: inHours(0) } }, 'windowClosed'],
  [
    'the customer never wrote',
    { conversation: { ...conversation, windowClosesAt: null, lastInboundAt: null } },
    undefined,
  ],
  ['blocked and opted out', { hasOptedOut: true, number: { ...number, status: 'failed' } }, 'optedOut'],
])('%s', (_, changes, obstacle) => {
  expect(obstacleOf({ ...usual, ...changes })).toBe(obstacle);
});

it('the window is told of when it is about to close', () => {
  const kinds = [null, inHours(5), inHours(4), inHours(0.001), inHours(0), inHours(-1)].map(
    (windowClosesAt) => windowOf({ windowClosesAt }, nowMs).kind,
  );
  expect(kinds).toEqual(['free', 'open', 'closing', 'closing', 'closed', 'closed']);
  expect(timeLeft(90 * 60_000)).toEqual({ hours: 1, minutes: 30 });
  expect(timeLeft(1)).toEqual({ hours: 0, minutes: 1 });
});

const press = (changes: object) => ({
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...changes,
});

it('Enter sends and Shift+Enter does not, or Ctrl+Enter alone sends', () => {
  expect(isSending(press({}), 'enter')).toBe(true);
  expect(isSending(press({ shiftKey: true }), 'enter')).toBe(false);
  expect(isSending(press({ ctrlKey: true }), 'enter')).toBe(true);
  expect(isSending(press({}), 'ctrl-enter')).toBe(false);
  expect(isSending(press({ ctrlKey: true }), 'ctrl-enter')).toBe(true);
  expect(isSending(press({ metaKey: true }), 'ctrl-enter')).toBe(true);
  expect(isSending(press({ key: 'a' }), 'enter')).toBe(false);
});

it('characters are counted near the limit', () => {
  expect(charactersLeft('a'.repeat(10), 4_096)).toBeUndefined();
  expect(charactersLeft('a'.repeat(900), 1_024)).toBe(124);
  expect(charactersLeft('a'.repeat(1_025), 1_024)).toBe(-1);
});
