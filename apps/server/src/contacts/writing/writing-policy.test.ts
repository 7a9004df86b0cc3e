import { describe, expect, it } from 'vitest';
import { judgeWriting, refusalToSend, type WritingCondition } from './writing-policy.ts';

const now = new Date('2026-01-10T12:00:00Z');
const ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const nobody: WritingCondition = {
  isBlocked: false,
  isOptedOut: false,
  consentAt: null,
  lastInboundAt: null,
};

const cases: [string, Partial<WritingCondition>, ReturnType<typeof judgeWriting>][] = [
  ['who said nothing', {}, 'free'],
  ['who is blocked', { isBlocked: true }, 'contact_blocked'],
  ['who is blocked and wrote', { isBlocked: true, lastInboundAt: ago(1) }, 'contact_blocked'],
  [
    'who is blocked and opted out',
    { isBlocked: true, isOptedOut: true, consentAt: ago(2), lastInboundAt: ago(1) },
    'contact_blocked',
  ],
  ['who opted out', { isOptedOut: true, consentAt: ago(1) }, 'recipient_opted_out'],
  [
    'who opted out by the last message',
    { isOptedOut: true, consentAt: ago(1), lastInboundAt: ago(1) },
    'recipient_opted_out',
  ],
  [
    'who wrote before opting out',
    { isOptedOut: true, consentAt: ago(1), lastInboundAt: ago(2) },
    'recipient_opted_out',
  ],
  ['who wrote after opting out', { isOptedOut: true, consentAt: ago(2), lastInboundAt: ago(1) }, 'answer'],
  [
    'who wrote 24 hours ago, after opting out',
    { isOptedOut: true, consentAt: ago(48), lastInboundAt: ago(24) },
    'recipient_opted_out',
  ],
  [
    'who wrote just less than 24 hours ago, after opting out',
    { isOptedOut: true, consentAt: ago(48), lastInboundAt: ago(23.99) },
    'answer',
  ],
  ['who opted in and wrote long ago', { consentAt: ago(900), lastInboundAt: ago(900) }, 'free'],
];

it.each(cases)('a message to %s (%j) is judged %s', (_, condition, verdict) => {
  expect(judgeWriting({ ...nobody, ...condition }, now)).toBe(verdict);
});

it('a scheduled message is no answer when it leaves more than 24 hours after what it would answer', () => {
  const condition = { ...nobody, isOptedOut: true, consentAt: ago(2), lastInboundAt: ago(1) };
  expect(judgeWriting(condition, ago(-22))).toBe('answer');
  expect(judgeWriting(condition, ago(-23))).toBe('recipient_opted_out');
});

describe('before it leaves', () => {
  const optedOut = { ...nobody, isOptedOut: true, consentAt: ago(1), lastInboundAt: ago(2) };
  it.each<[string, WritingCondition, boolean, string | undefined]>([
    ['to who may be written to', nobody, false, undefined],
    ['to who opted out since', optedOut, false, 'recipient_opted_out'],
    ['that was an answer', optedOut, true, undefined],
    [
      'that was an answer, to who was blocked since',
      { ...optedOut, isBlocked: true },
      true,
      'contact_blocked',
    ],
    ['to who opted out since and wrote again', { ...optedOut, lastInboundAt: ago(0.5) }, false, undefined],
  ])('a message %s', (_, condition, isDespiteOptOut, refusal) => {
    expect(refusalToSend(condition, isDespiteOptOut, now)).toBe(refusal);
  });
});
