import { describe, expect, it } from 'vitest';
import { withinItsSecond } from './inbound-policy.ts';

describe('the moment of what WhatsApp tells in whole seconds', () => {
  it.each([
    ['is when it came, in that very second', '12:00:05.000', '12:00:05.400', '12:00:05.400'],
    ['is the last of that second, when it came later', '12:00:05.000', '12:00:07.100', '12:00:05.999'],
    ['stays, when our clock is behind', '12:00:05.000', '12:00:04.000', '12:00:05.000'],
    ['stays, when it is told exactly', '12:00:05.250', '12:00:05.400', '12:00:05.250'],
  ])('%s', (_guarantee, at, receivedAt, moment) => {
    const on = (time: string): Date => new Date(`2026-11-30T${time}Z`);
    expect(withinItsSecond(on(at), on(receivedAt))).toEqual(on(moment));
  });
});
