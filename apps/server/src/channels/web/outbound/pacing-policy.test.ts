import { MessageId } from '@recado/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapMs, newContactsPerDay, paceOf, typingMs, type PaceFacts } from './pacing-policy.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (ms: number): Date => new Date(now.getTime() - ms);
const HOUR = 3_600_000;
const facts = (change: Partial<PaceFacts> = {}): PaceFacts => ({
  now,
  content: { type: 'text', content: 'Olá, tudo bem?' },
  pacing: 'human',
  random: 0.5,
  nextFreeAt: undefined,
  limits: {},
  newContact: undefined,
  ...change,
});
const stranger = (count: number, perDay: number | null = null) => ({
  linkedAt: ago(HOUR),
  perDay,
  startedAt: Array.from({ length: count }, (_, place) => ago((count - place) * 60_000)),
});
const locked = { reachoutTimeLock: { isActive: true, until: new Date(now.getTime() + HOUR) } };
const capped = { newChatCap: { total: 5, used: 5, isCapped: true, cycleEndsAt: null } };

describe('pacing', () => {
  it.each<[string, Partial<PaceFacts>, object]>([
    ['a chat that exists goes at once', {}, { kind: 'go' }],
    ['and is not touched by a lock on new chats', { limits: locked }, { kind: 'go' }],
    ['nor by a cap', { limits: capped }, { kind: 'go' }],
    [
      'the next message waits for the pause after the last, and with it the whole number',
      { nextFreeAt: new Date(now.getTime() + 1_500) },
      { kind: 'wait', code: 'pacing_gap', waitMs: 1_500, scope: 'instance' },
    ],
    [
      'without pacing nothing pauses',
      { pacing: 'off', nextFreeAt: new Date(now.getTime() + 1_500) },
      { kind: 'go', typingMs: 0 },
    ],
    ['a stranger is written to while the day has room', { newContact: stranger(19) }, { kind: 'go' }],
    [
      'a stranger too many waits until the oldest falls out of the 24 hours',
      { newContact: stranger(20), random: 0 },
      { kind: 'wait', code: 'new_contacts_today', scope: 'message', waitMs: 24 * HOUR - 20 * 60_000 },
    ],
    [
      "the tenant's own number counts, whatever the age of the link",
      { newContact: stranger(2, 2) },
      { kind: 'wait', code: 'new_contacts_today' },
    ],
    ['none means none', { newContact: stranger(0, 0) }, { kind: 'wait', code: 'new_contacts_today' }],
    ['without pacing the day has no limit', { pacing: 'off', newContact: stranger(500) }, { kind: 'go' }],
    [
      "the account's lock holds strangers back with or without pacing",
      { pacing: 'off', limits: locked, newContact: stranger(0), random: 0 },
      { kind: 'wait', code: 'reachout_time_lock', scope: 'message', waitMs: HOUR },
    ],
    [
      'so does its cap',
      { limits: capped, newContact: stranger(0), random: 0 },
      { kind: 'wait', code: 'new_chat_cap', scope: 'message', waitMs: HOUR },
    ],
  ])('%s', (_, change, expected) => {
    expect(paceOf(facts(change))).toMatchObject(expected);
  });

  it('new contacts a day grow with the age of the link and never fall', () => {
    expect(newContactsPerDay(null, now)).toBe(20);
    expect(newContactsPerDay(ago(40 * 24 * HOUR), now)).toBe(250);
    fc.assert(
      fc.property(fc.nat(90), fc.nat(90), (a, b) => {
        const [young, old] = [Math.min(a, b), Math.max(a, b)].map((days) =>
          newContactsPerDay(ago(days * 24 * HOUR), now),
        );
        expect(young ?? 0).toBeLessThanOrEqual(old ?? 0);
      }),
    );
  });

  it('typing and pauses stay within what an attempt has time for, and differ', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 4_096 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, random) => {
          const ms = typingMs({ content: { type: 'text', content: text || 'a' }, pacing: 'human', random });
          expect(ms).toBeGreaterThanOrEqual(490);
          expect(ms).toBeLessThanOrEqual(5_000);
          expect(gapMs(random)).toBeLessThanOrEqual(2_600);
        },
      ),
    );
    expect(gapMs(0)).toBeLessThan(gapMs(1));
  });

  it('a reaction is not typed', () => {
    const messageId = MessageId.parse('0198f3c0-0000-7000-8000-000000000004');
    const content = { type: 'delete', content: { messageId } } as const;
    expect(paceOf(facts({ content }))).toMatchObject({ kind: 'go', typingMs: 0 });
  });
});
