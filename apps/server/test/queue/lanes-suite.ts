import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { afterCommit } from '../../src/platform/database/database.ts';
import type { LanePlace } from '../../src/platform/queue/lane.ts';
import { ownerQuery } from '../harness/seed.ts';
import { CountedLane, LaneFleet } from './lane-fleet.ts';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

async function aWakeUpReachesAWorker(fleet: LaneFleet): Promise<void> {
  const lane = new CountedLane((turn, self) => {
    self.take(turn.id);
    return Promise.resolve({ state: 'idle' });
  });
  await fleet.startProcess(lane);
  const api = await fleet.startProcess(lane, false);
  const id = v7();
  lane.due.set(id, 1);
  api.lanes.wake(lane.name, id);
  await expect.poll(() => lane.left).toBe(0);
}

async function noTwoTurnsAtOnce(fleet: LaneFleet): Promise<void> {
  const lane = new CountedLane(async (turn, self) => {
    self.take(turn.id);
    await tick();
    return { state: 'idle' };
  });
  const [one, other] = [await fleet.startProcess(lane), await fleet.startProcess(lane)];
  const id = v7();
  for (let count = 0; count < 300; count += 1) {
    lane.add(id);
    (count % 2 === 0 ? one : other).lanes.wake(lane.name, id);
    await tick();
  }
  await expect.poll(() => lane.left).toBe(0);
  expect(lane.mostAtOnce).toBe(1);
}

async function moreGivesWay(fleet: LaneFleet): Promise<void> {
  const rounds = new Map<string, number>();
  const lane = new CountedLane((turn, self) => {
    const round = (rounds.get(turn.id) ?? 0) + 1;
    rounds.set(turn.id, round);
    if (round < 3) return Promise.resolve({ state: 'more' });
    self.take(turn.id);
    return Promise.resolve({ state: 'idle' });
  });
  const worker = await fleet.startProcess(lane);
  const ids = [v7(), v7(), v7()];
  for (const id of ids) {
    lane.due.set(id, 1);
    worker.lanes.wake(lane.name, id);
  }
  await expect.poll(() => lane.left).toBe(0);
  expect(ids.every((id) => (rounds.get(id) ?? 0) >= 3)).toBe(true);
}

async function theSweepFindsWhatIsDue(fleet: LaneFleet): Promise<void> {
  const lane = new CountedLane((turn, self) => {
    self.take(turn.id);
    return Promise.resolve({ state: 'idle' });
  });
  lane.due.set(v7(), 1);
  await fleet.startProcess(lane);
  await expect.poll(() => lane.left).toBe(0);
}

async function anErrorCostsNothing(fleet: LaneFleet): Promise<void> {
  let tries = 0;
  const lane = new CountedLane((turn, self) => {
    tries += 1;
    if (tries === 1) return Promise.reject(new Error('once'));
    self.take(turn.id);
    return Promise.resolve({ state: 'idle' });
  });
  const worker = await fleet.startProcess(lane);
  const id = v7();
  lane.due.set(id, 1);
  worker.lanes.wake(lane.name, id);
  await expect.poll(() => lane.left).toBe(0);
  expect(tries).toBe(2);
}

async function theLeaseDecides(fleet: LaneFleet): Promise<void> {
  const fences: number[] = [];
  const lane = new CountedLane((turn, self) => {
    fences.push(turn.fence);
    self.take(turn.id);
    return Promise.resolve({ state: 'idle' });
  });
  const id = v7();
  const client = new pg.Client({ connectionString: fleet.database.connectionString });
  await client.connect();
  try {
    await client.query(
      `insert into leases (kind, id, holder, fence, expires_at) values ($1, $2, $3, 7, now() + interval '1 hour')`,
      [lane.name, id, v7()],
    );
    const worker = await fleet.startProcess(lane);
    worker.lanes.wake(lane.name, id);
    await tick();
    expect(fences).toEqual([]);
    lane.due.set(id, 1);
    await client.query(`update leases set expires_at = now() where kind = $1`, [lane.name]);
    await expect.poll(() => fences[0]).toBe(8);
  } finally {
    await client.end();
  }
}

async function theHolderLearnsThatItIsWanted(fleet: LaneFleet): Promise<void> {
  const held: (() => void)[] = [];
  const lane = Object.assign(
    new CountedLane(async () => {
      await new Promise<void>((resolve) => held.push(resolve));
      return { state: 'idle' };
    }),
    // The sweep would make up for it.
    { findDue: () => Promise.resolve([]) },
  );
  const holder = await fleet.startProcess(lane);
  const others = [await fleet.startProcess(lane), await fleet.startProcess(lane, false)];
  const id = v7();
  holder.lanes.wake(lane.name, id);
  for (const [place, other] of others.entries()) {
    await expect.poll(() => held.length).toBe(place + 1);
    other.lanes.wake(lane.name, id);
    await expect.poll(() => isWanted(fleet, lane.name)).toBe(true);
    held[place]?.();
  }
  await expect.poll(() => held.length).toBe(3);
  held[2]?.();
  await expect.poll(() => isWanted(fleet, lane.name)).toBe(false);
  expect(lane.mostAtOnce).toBe(1);
}

async function isWanted(fleet: LaneFleet, kind: string): Promise<boolean> {
  const [row] = await ownerQuery(fleet.database, `select is_wanted from leases where kind = $1`, [kind]);
  return row?.['is_wanted'] === true;
}

async function stoppingEndsTheTurn(fleet: LaneFleet): Promise<void> {
  let isStopping = false;
  const lane = new CountedLane(async (turn) => {
    while (!turn.shouldYield()) await tick();
    isStopping = true;
    return { state: 'more' };
  });
  const worker = await fleet.startProcess(lane);
  worker.lanes.wake(lane.name, v7());
  await expect.poll(() => lane.turns.length).toBe(1);
  await worker.stop();
  expect(isStopping).toBe(true);
  expect([...lane.running.values()]).toEqual([0]);
}

async function aWakeUpReachesTheProcessThatServes(fleet: LaneFleet): Promise<void> {
  const [id, name] = [v7(), `bound${v7().slice(-8)}`];
  // The same lane, with its work told apart by process; only one of them can do it.
  const workedBy: string[] = [];
  const laneOf = (worker: string, place: LanePlace) =>
    Object.assign(
      new CountedLane((turn, self) => {
        workedBy.push(worker);
        self.take(turn.id);
        return Promise.resolve({ state: 'idle' });
      }),
      { name, placeOf: () => Promise.resolve(place), findDue: () => Promise.resolve([]) },
    );
  // It takes nothing from the queue, so that every wake-up comes to it from another process.
  const server = await fleet.startProcess(laneOf('server', 'here'), false);
  const others = [
    await fleet.startProcess(laneOf('another worker', 'elsewhere')),
    await fleet.startProcess(laneOf('api', 'elsewhere'), false),
  ];
  await server.lanes.serve(name, id).ready;
  for (const other of others) {
    const before = workedBy.length;
    other.lanes.wake(name, id);
    await expect.poll(() => workedBy.length).toBeGreaterThan(before);
  }
  server.lanes.wake(name, id);
  await expect.poll(() => workedBy.length).toBeGreaterThanOrEqual(3);
  expect(new Set(workedBy)).toEqual(new Set(['server']));
}

async function aTurnIsNoPartOfWhatWokeIt(fleet: LaneFleet): Promise<void> {
  const isOutside: boolean[] = [];
  const lane = new CountedLane((turn, self) => {
    self.take(turn.id);
    let isTold = false;
    // Within a transaction it would wait for the commit.
    afterCommit(() => {
      isTold = true;
    });
    isOutside.push(isTold);
    return Promise.resolve({ state: 'idle' });
  });
  const { lanes, database } = await fleet.startProcess(lane);
  const id = v7();
  lanes.serve(lane.name, id);
  await database.transaction(async () => {
    lane.due.set(id, 1);
    lanes.wake(lane.name, id);
    await expect.poll(() => lane.left).toBe(0);
  });
  expect(isOutside[0]).toBe(true);
}

/** What lanes promise, whatever store is behind the queues. */
const promises: [guarantee: string, scenario: (fleet: LaneFleet) => Promise<void>][] = [
  ['a wake-up from a process that does no work brings the lane to one that does', aWakeUpReachesAWorker],
  [
    'of 300 wake-ups of one lane over two workers no two turns run at once, and none is missed',
    noTwoTurnsAtOnce,
  ],
  ['a lane with more to do gives way, and comes again', moreGivesWay],
  ['what is due is found though nobody was woken', theSweepFindsWhatIsDue],
  ['a turn that throws costs nothing: the lane comes again', anErrorCostsNothing],
  [
    'while another holds the lease the lane does not run; once it is over it does, with a higher fence',
    theLeaseDecides,
  ],
  [
    'a lane that is wanted while it is held comes again once its holder gives it back',
    theHolderLearnsThatItIsWanted,
  ],
  [
    'a wake-up reaches the process that serves the lane, wherever it came from',
    aWakeUpReachesTheProcessThatServes,
  ],
  ['a turn is no part of the transaction whose wake-up brought it', aTurnIsNoPartOfWhatWokeIt],
  ['a worker that stops ends its turn at the next safe point and gives the lane back', stoppingEndsTheTurn],
];

/** Runs every promise of lanes on one store. */
export function lanesSuite(name: string, redisUrl: string | undefined): void {
  describe(`lanes on ${name}`, () => {
    let fleet: LaneFleet;
    beforeAll(async () => {
      fleet = await LaneFleet.start(redisUrl);
    });
    afterAll(() => fleet.stop());

    it.each(promises)('%s', (_, scenario) => scenario(fleet));
  });
}
