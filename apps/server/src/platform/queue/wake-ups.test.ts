import { describe, expect, it } from 'vitest';
import { SPACING_MS, WakeUps, type WakeUp } from './wake-ups.ts';

const wakeUp = (id: string, deduplicationId = id): WakeUp => ({ id, deduplicationId });

describe('wake-ups that wait to leave', () => {
  it('the first of a lane leaves at once, and several that wait are one', () => {
    const wakeUps = new WakeUps();
    for (const one of [wakeUp('a'), wakeUp('b'), wakeUp('a', 'a:sweep')]) wakeUps.add(one);
    expect(wakeUps.take(0)).toEqual([wakeUp('a'), wakeUp('b')]);
    expect(wakeUps.isEmpty).toBe(true);
  });

  it('the next of the same lane stays until the last is old enough, and is not lost', () => {
    const wakeUps = new WakeUps();
    wakeUps.add(wakeUp('a'));
    wakeUps.take(1_000);
    wakeUps.add(wakeUp('a'));
    wakeUps.add(wakeUp('b'));
    expect(wakeUps.take(1_000 + SPACING_MS - 1)).toEqual([wakeUp('b')]);
    expect(wakeUps.isEmpty).toBe(false);
    expect(wakeUps.take(1_000 + SPACING_MS)).toEqual([wakeUp('a')]);
    expect(wakeUps.isEmpty).toBe(true);
  });
});
