import { describe, expect, it } from 'vitest';
import { nextFirstStep, numberForFirstSteps } from './first-steps-policy.ts';

const number = (changes: object = {}) => ({
  channel: 'web' as const,
  isActive: true,
  isSandbox: false,
  status: 'disconnected' as const,
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
    expect(numberForFirstSteps([])).toBeUndefined();
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
    [undefined, { hasSent: true, hasReceived: true }],
  ] as const)('is %s', (step, changes) => {
    expect(nextFirstStep({ ...deeds, ...changes })).toBe(step);
  });

  it('stays done when the number is disconnected later', () => {
    expect(nextFirstStep({ ...deeds, number: number(), hasSent: true, hasReceived: true })).toBeUndefined();
  });
});
