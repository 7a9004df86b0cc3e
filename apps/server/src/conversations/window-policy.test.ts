import { expect, it } from 'vitest';
import { isWindowClosed, windowClosesAt } from './window-policy.ts';

const now = new Date('2026-11-24T12:00:00Z');

it.each([
  ['2026-11-24T11:59:59Z', false],
  ['2026-11-23T12:00:01Z', false],
  ['2026-11-23T12:00:00Z', true],
  [null, false],
])('with the last inbound message at %s the window is known to be closed: %s', (at, expected) => {
  expect(isWindowClosed(at === null ? null : new Date(at), now)).toBe(expected);
});

it('closes 24 hours after what the customer wrote last', () => {
  expect(windowClosesAt(now)).toEqual(new Date('2026-11-25T12:00:00Z'));
});
