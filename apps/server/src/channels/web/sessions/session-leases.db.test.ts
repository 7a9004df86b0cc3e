import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import { SessionFleet } from '../../../../test/sessions/session-fleet.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { createPool } from '../../../platform/database/pool.ts';
import { WORKER_ROLE } from '../../../platform/database/roles.ts';
import { LeaseLost } from './held-session.ts';
import { SessionLeasesRepository } from './session-leases.repository.ts';

let fleet: SessionFleet;
let database: WorkerDatabase;
let leases: SessionLeasesRepository;
beforeAll(async () => {
  fleet = await SessionFleet.start();
  database = new WorkerDatabase(
    createPool({
      connectionString: fleet.database.connectionString,
      role: WORKER_ROLE,
      size: 8,
      applicationName: 'leases test',
      onError: () => undefined,
    }),
  );
  leases = new SessionLeasesRepository(database);
});
afterEach(() => fleet.clear());
afterAll(async () => {
  await database.close();
  await fleet.drop();
});

const acquire = (holder: string, limit = 10) =>
  leases.acquire(holder, { limit, leaseSeconds: 30, except: [] });
const expire = () => ownerQuery(fleet.database, `update leases set expires_at = now()`);

describe('leases of sessions', () => {
  it('many that ask at once share what is wanted; each session goes to one', async () => {
    await fleet.want(12);
    const taken = (await Promise.all([1, 2, 3, 4].map(() => acquire(v7(), 12)))).flat();
    const more = await acquire(v7(), 12);
    expect(new Set([...taken, ...more].map(({ instanceId }) => instanceId)).size).toBe(12);
    expect(taken.length + more.length).toBe(12);
  });

  it('the fence grows with each holder, a released lease included', async () => {
    await fleet.want(1);
    const [first] = await acquire(v7());
    if (first === undefined) throw new Error('Not acquired');
    await leases.release(first);
    const [second] = await acquire(v7());
    expect(second?.fence).toBe(first.fence + 1);
  });

  it('a renewal keeps what is held, and tells what is not', async () => {
    await fleet.want(2);
    const [kept, lost] = await acquire(v7());
    if (kept === undefined || lost === undefined) throw new Error('Not acquired');
    await leases.release(lost);
    await acquire(v7());
    expect(await leases.renew([kept, lost], 30)).toEqual([
      { instanceId: kept.instanceId, fence: kept.fence },
    ]);
  });

  it('a lease that ran out cannot be renewed, nor written under', async () => {
    await fleet.want(1);
    const [lease] = await acquire(v7());
    if (lease === undefined) throw new Error('Not acquired');
    await expire();
    expect(await leases.renew([lease], 30)).toEqual([]);
    await expect(database.transaction((tx) => leases.assertHeld(tx, lease))).rejects.toThrow(LeaseLost);
  });

  it('a new holder waits for what the old one began to write; a renewal does not', async () => {
    await fleet.want(1);
    const [lease] = await acquire(v7());
    if (lease === undefined) throw new Error('Not acquired');
    await database.transaction(async (tx) => {
      await leases.assertHeld(tx, lease);
      expect(await leases.renew([lease], 30)).toHaveLength(1);
      await expire();
      expect(await acquire(v7())).toEqual([]);
    });
    const [next] = await acquire(v7());
    expect(next?.fence).toBe(lease.fence + 1);
    await expect(database.transaction((tx) => leases.assertHeld(tx, lease))).rejects.toThrow(LeaseLost);
  });
});
