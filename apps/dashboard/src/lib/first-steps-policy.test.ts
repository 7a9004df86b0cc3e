import { describe, expect, it } from 'vitest';
import { nextFirstStep, numberForFirstSteps, type Candidate } from './first-steps-policy.ts';

const number = (changes: Partial<Candidate> = {}): Candidate => ({
  channel: 'web',
  isActive: true,
  isSandbox: false,
  status: 'disconnected',
  ...changes,
});
const connected = { status: 'connected' as const };

describe('the number to take the first steps with', () => {
  it.each([
    ['a connected one of the sandbox', [number(connected), number({ ...connected, isSandbox: true })], 1],
    [
      'a connected one before a simulated one that is not',
      [number({ isSandbox: true }), number(connected)],
      1,
    ],
    ['a simulated one that can be linked', [number(), number({ isSandbox: true })], 1],
    ['the only one there is', [number()], 0],
  ] as const)('is %s', (_, numbers, place) => {
    expect(numberForFirstSteps(numbers)).toBe(numbers[place]);
  });

  it('is none where there is none', () => {
    const none: ReturnType<typeof number>[] = [];
    expect(numberForFirstSteps(none)).toBeUndefined();
  });
});

describe('the next step', () => {
  const deeds = { number: number(connected), hasSent: false, hasBeenRead: false, hasReceived: false };

  it.each([
    ['connect', { number: undefined }],
    ['connect', { number: number() }],
    ['connect', { number: number({ ...connected, isActive: false }) }],
    ['send', {}],
    ['read', { hasSent: true }],
    ['answer', { hasSent: true, hasBeenRead: true }],
  ] as const)('is %s', (step, changes) => {
    const next = nextFirstStep({ ...deeds, ...changes });
    expect(next).toBe(step);
  });

  it.each([
    ['connect', number({ channel: 'cloud' }), {}],
    ['answer', number({ ...connected, channel: 'cloud' }), {}],
    ['answer', number({ ...connected, channel: 'cloud' }), { hasSent: true, hasBeenRead: true }],
    ['send', number({ ...connected, channel: 'cloud' }), { hasReceived: true }],
    ['send', number({ ...connected, channel: 'cloud', isSandbox: true }), {}],
  ] as const)('is %s, since at the Cloud API proper the customer begins', (step, cloud, changes) => {
    expect(nextFirstStep({ ...deeds, number: cloud, ...changes })).toBe(step);
  });

  it('is none when something was sent and answered', () => {
    const next = nextFirstStep({ ...deeds, hasSent: true, hasReceived: true });
    expect(next).toBeUndefined();
  });

  it('stays done when the number is disconnected later', () => {
    const next = nextFirstStep({ ...deeds, number: number(), hasSent: true, hasReceived: true });
    expect(next).toBeUndefined();
  });
});
