import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidePlacement } from './placement-policy.ts';

const fleet = (counts: number[]): Map<string, number> =>
  new Map(counts.map((count, index) => [`worker ${String(index)}`, count]));

const decisions = (wanted: number, held: ReadonlyMap<string, number>) =>
  [...held.keys()].map((me) => decidePlacement({ me, wanted, held }));

describe('where sessions go', () => {
  it.each<[situation: string, wanted: number, held: number[], claims: number[], handsOver: boolean[]]>([
    ['one worker takes all', 5, [0], [5], [false]],
    ['two that start share evenly', 10, [0, 0], [5, 5], [false, false]],
    ['what cannot be shared goes to the first by name', 5, [0, 0, 0], [2, 2, 1], [false, false, false]],
    ['a worker that died leaves its sessions to the two others', 12, [4, 4], [6 - 4, 6 - 4], [false, false]],
    ['a new one is given from those who have most', 10, [5, 5, 0], [0, 0, 3], [true, true, false]],
    ['one gap takes one move, though two could fill it', 7, [3, 3, 1], [0, 0, 1], [true, false, false]],
    ['what nobody holds fills a gap, and nothing moves', 6, [3, 1], [0, 2], [false, false]],
    ['what a dead worker still holds will fill the gap', 5, [3, 1], [0, 1], [false, false]],
    ['even is left alone', 7, [3, 2, 2], [0, 0, 0], [false, false, false]],
    ['one above the others gives though nobody lacks', 5, [3, 1, 1], [0, 0, 0], [true, false, false]],
    ['nothing wanted, nothing done', 0, [0, 0], [0, 0], [false, false]],
  ])('%s', (_, wanted, held, claims, handsOver) => {
    const decided = decisions(wanted, fleet(held));
    expect(decided.map(({ claim }) => claim)).toEqual(claims);
    expect(decided.map((decision) => decision.handsOver)).toEqual(handsOver);
  });

  it('a worker that is not among the live does nothing', () => {
    expect(decidePlacement({ me: 'other', wanted: 3, held: fleet([0]) })).toEqual({
      claim: 0,
      handsOver: false,
    });
  });

  it('from any start it ends even, with no more moves than needed, and then rests', () => {
    const starts = fc.record({
      held: fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }),
      free: fc.nat(60),
      seed: fc.nat(1_000_000),
    });
    fc.assert(
      fc.property(starts, ({ held: counts, free: unheld, seed }) => {
        const held = fleet(counts);
        let free = unheld;
        let moves = 0;
        const wanted = counts.reduce((sum, count) => sum + count, free);
        const fewestMoves = leastMoves(wanted, counts, free);
        for (let round = 0; round < 300; round += 1) {
          // All look at the same figures, then act one after the other; whoever is first takes what is free.
          const seen = new Map(held);
          const acting = [...held.keys()].map((id, index) => ({ id, place: (index * seed + round) % 97 }));
          acting.sort((a, b) => a.place - b.place);
          let hasActed = false;
          for (const { id } of acting) {
            const { claim, handsOver } = decidePlacement({ me: id, wanted, held: seen });
            const taken = Math.min(claim, free);
            free -= taken;
            held.set(id, (held.get(id) ?? 0) + taken);
            hasActed ||= taken > 0 || handsOver;
            if (!handsOver) continue;
            held.set(id, (held.get(id) ?? 0) - 1);
            free += 1;
            moves += 1;
          }
          if (!hasActed) break;
        }
        const end = [...held.values()];
        expect(free).toBe(0);
        expect(Math.max(...end) - Math.min(...end)).toBeLessThanOrEqual(1);
        expect(moves).toBeLessThanOrEqual(fewestMoves);
      }),
      { numRuns: 300 },
    );
  });
});

/** Sessions that have to move, whatever way they are spread. */
function leastMoves(wanted: number, counts: number[], free: number): number {
  const least = Math.floor(wanted / counts.length);
  const most = Math.ceil(wanted / counts.length);
  const excess = counts.reduce((sum, count) => sum + Math.max(0, count - most), 0);
  const missing = counts.reduce((sum, count) => sum + Math.max(0, least - count), 0);
  return Math.max(excess, missing - free);
}
