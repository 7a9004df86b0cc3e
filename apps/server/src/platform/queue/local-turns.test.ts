import { describe, expect, it } from 'vitest';
import { LocalTurns } from './local-turns.ts';

/** A turn that goes on until it is let go. */
function heldTurn(log: string[], name: string) {
  const held: (() => void)[] = [];
  const turn = async (): Promise<void> => {
    log.push(`${name} begins`);
    await new Promise<void>((resolve) => held.push(resolve));
    log.push(`${name} ends`);
  };
  return { turn, letGo: () => held.shift()?.() };
}

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('turns in one process', () => {
  it('while a lane is at work it is not begun again; however often it was asked for, one more turn follows', async () => {
    const log: string[] = [];
    const turns = new LocalTurns(4);
    const { turn, letGo } = heldTurn(log, 'a');
    const first = turns.run('a', turn);
    await turns.run('a', turn);
    turns.queue('a', turn);
    turns.queue('a', turn);
    await tick();
    expect(log).toEqual(['a begins']);
    letGo();
    await first;
    await tick();
    expect(log).toEqual(['a begins', 'a ends', 'a begins']);
    letGo();
    await tick();
    expect(log).toEqual(['a begins', 'a ends', 'a begins', 'a ends']);
  });

  it('queued turns run no more than so many at once, and all of them', async () => {
    const log: string[] = [];
    const turns = new LocalTurns(2);
    const lanes = ['a', 'b', 'c'].map((name) => ({ name, ...heldTurn(log, name) }));
    for (const { name, turn } of lanes) turns.queue(name, turn);
    await tick();
    expect(log).toEqual(['a begins', 'b begins']);
    lanes[0]?.letGo();
    await tick();
    expect(log).toEqual(['a begins', 'b begins', 'a ends', 'c begins']);
  });

  it('a turn that throws ends, and the lane can come again', async () => {
    const turns = new LocalTurns(1);
    await expect(turns.run('a', () => Promise.reject(new Error('once')))).rejects.toThrow('once');
    let count = 0;
    const counted = (): Promise<void> => {
      count += 1;
      return Promise.resolve();
    };
    await turns.run('a', counted);
    expect(count).toBe(1);
  });

  it('draining waits for what is at work and forgets what waits', async () => {
    const log: string[] = [];
    const turns = new LocalTurns(1);
    const [a, b] = [heldTurn(log, 'a'), heldTurn(log, 'b')];
    turns.queue('a', a.turn);
    turns.queue('b', b.turn);
    await tick();
    const drained = turns.drain();
    a.letGo();
    await drained;
    await tick();
    expect(log).toEqual(['a begins', 'a ends']);
  });
});
