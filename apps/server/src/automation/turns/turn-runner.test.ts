import { describe, expect, it } from 'vitest';
import { TurnRunner, type TurnRunnerOptions } from './turn-runner.ts';

/** A promise that somebody else settles. */
function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    opened: promise,
    open: () => {
      resolve(undefined);
    },
  };
}

interface World {
  due: string[];
  started: string[];
  /** What a turn waits for, by name; one without a gate ends at once. */
  gates: Map<string, ReturnType<typeof gate>>;
  nowMs: number;
  isSliceOver: boolean;
  mayAct: boolean;
  isStopping: boolean;
  pauses: number;
}

function world(due: string[], changes: Partial<World> = {}): World {
  return {
    due,
    started: [],
    gates: new Map(),
    nowMs: 0,
    isSliceOver: false,
    mayAct: true,
    isStopping: false,
    pauses: 0,
    ...changes,
  };
}

const nextDueAt = new Date('2026-11-24T12:00:00Z');

const run = (at: World, changes: Partial<TurnRunnerOptions<string>> = {}) =>
  new TurnRunner<string>({
    turn: { mayAct: () => at.mayAct, shouldYield: () => at.isSliceOver },
    isStopping: () => at.isStopping,
    monotonicMs: () => at.nowMs,
    pause: async () => {
      at.pauses += 1;
      await new Promise((resolve) => setImmediate(resolve));
    },
    claim: (limit) => Promise.resolve(at.due.splice(0, limit)),
    take: async (name) => {
      at.started.push(name);
      await at.gates.get(name)?.opened;
    },
    nextDueAt: () => Promise.resolve(nextDueAt),
    ...changes,
  }).run();

const names = (count: number) => Array.from({ length: count }, (_, place) => `turn ${String(place)}`);

describe('one turn of the lane', () => {
  it('takes all that is due, and says when it has to be woken', async () => {
    const at = world(names(20));
    expect(await run(at)).toEqual({ state: 'idle', nextDueAt });
    expect(at.started).toEqual(names(20));
  });

  it('keeps at most eight going at once', async () => {
    const at = world(names(20), { gates: new Map(names(20).map((name) => [name, gate()])) });
    const ended = run(at);
    await expect.poll(() => at.started.length).toBe(8);
    at.gates.get('turn 3')?.open();
    await expect.poll(() => at.started.length).toBe(9);
    for (const { open } of at.gates.values()) open();
    await ended;
    expect(at.started).toHaveLength(20);
  });

  it('takes what becomes due while a slow one runs', async () => {
    const slow = gate();
    const at = world(['slow'], { gates: new Map([['slow', slow]]) });
    const ended = run(at);
    await expect.poll(() => at.started).toEqual(['slow']);
    at.due.push('later');
    await expect.poll(() => at.started).toEqual(['slow', 'later']);
    slow.open();
    expect(await ended).toMatchObject({ state: 'idle' });
  });

  it('goes on after its slice only while something runs anyway, and not for long', async () => {
    const slow = gate();
    const at = world(['slow'], { gates: new Map([['slow', slow]]) });
    const ended = run(at);
    await expect.poll(() => at.started).toEqual(['slow']);
    at.isSliceOver = true;
    at.due.push('within half a minute');
    await expect.poll(() => at.started).toHaveLength(2);
    at.nowMs = 30_000;
    const { pauses } = at;
    await expect.poll(() => at.pauses).toBeLessThanOrEqual(pauses + 1);
    at.due.push('too late');
    slow.open();
    expect(await ended).toEqual({ state: 'more' });
    expect(at.due).toEqual(['too late']);
  });

  it.each<[string, Partial<World>]>([
    ['its slice is over', { isSliceOver: true }],
    ['the process stops', { isStopping: true }],
    ['the lease is lost', { mayAct: false }],
  ])('claims nothing when %s', async (_, changes) => {
    const at = world(names(3), changes);
    expect(await run(at)).toEqual({ state: 'more' });
    expect(at.started).toEqual([]);
  });

  it('waits for what runs before it fails', async () => {
    const slow = gate();
    const at = world(['slow'], { gates: new Map([['slow', slow]]) });
    let isEnded = false;
    const ended = run(at, {
      claim: () =>
        at.due.length > 0 ? Promise.resolve(at.due.splice(0)) : Promise.reject(new Error('no database')),
    }).finally(() => {
      isEnded = true;
    });
    await expect.poll(() => at.pauses).toBe(1);
    expect(isEnded).toBe(false);
    slow.open();
    await expect(ended).rejects.toThrow('no database');
  });
});
