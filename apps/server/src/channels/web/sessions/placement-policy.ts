/** How the sessions of a fleet lie, as one worker sees it. */
export interface Placement {
  me: string;
  /** How many sessions are wanted, whoever holds them. */
  wanted: number;
  /** How many of them each live worker holds; those that are leaving or gone are not here. */
  held: ReadonlyMap<string, number>;
}

/** What one worker does now. */
export interface PlacementDecision {
  /** How many sessions that nobody holds it may take. */
  claim: number;
  /** Whether it gives one of its own to the others. */
  handsOver: boolean;
}

const total = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/**
 * Spreads sessions evenly: in the end no worker holds two more than another. Every worker decides for itself on the same
 * figures: who comes first is settled by counts and names, so that no session moves that could have stayed.
 */
export function decidePlacement({ me, wanted, held }: Placement): PlacementDecision {
  const mine = held.get(me);
  if (mine === undefined) return { claim: 0, handsOver: false };
  const workers = [...held].map(([id, count]) => ({ id, count }));
  const least = Math.floor(wanted / workers.length);
  const most = Math.ceil(wanted / workers.length);
  const unheld = Math.max(0, wanted - total(workers.map(({ count }) => count)));
  const missing = total(workers.map(({ count }) => Math.max(0, least - count)));

  // What is left over once everybody has the least: one each, for the first of those who have no more than that.
  const takers = workers.filter(({ count }) => count <= least && least < most).sort(byName);
  const takesOneMore = takers.slice(0, Math.max(0, unheld - missing)).some(({ id }) => id === me);
  const claim = Math.max(0, least - mine) + (takesOneMore ? 1 : 0);

  // Sessions that nobody holds fill gaps without a move.
  const excess = total(workers.map(({ count }) => Math.max(0, count - most)));
  const moves = Math.max(excess, missing - unheld);
  const handsOver = givesOne(me, workers, moves);
  return { claim, handsOver };
}

/** Whether some of the next `moves` sessions come from this worker, when each comes from the one that has most by then. */
function givesOne(me: string, workers: { id: string; count: number }[], moves: number): boolean {
  const left = workers.map((worker) => ({ ...worker }));
  for (let move = 0; move < moves; move += 1) {
    const [richest] = left.sort((a, b) => b.count - a.count || byName(a, b));
    if (richest === undefined || richest.id === me) return richest !== undefined;
    richest.count -= 1;
  }
  return false;
}

const byName = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
