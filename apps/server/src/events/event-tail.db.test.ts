import { randomUUID } from 'node:crypto';
import { EventId, TenantId } from '@recado/contracts';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import { createPool } from '../platform/database/pool.ts';
import { WORKER_ROLE } from '../platform/database/roles.ts';
import { EventTailRepository } from './event-tail.repository.ts';
import { EventsRepository } from './events.repository.ts';
import type { RecordedEvent } from './present-event.ts';

const tenants = Array.from({ length: 2 }, () => TenantId.parse(randomUUID()));
const repository = new EventsRepository();
const tail = new EventTailRepository();
let database: TestDatabase;
let owner: pg.Client;
let worker: WorkerDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.connectionString });
  await owner.connect();
  worker = new WorkerDatabase(
    createPool({
      connectionString: database.connectionString,
      role: WORKER_ROLE,
      size: 10,
      applicationName: 'test',
      onError: () => undefined,
    }),
  );
  for (const id of tenants)
    await owner.query(`insert into tenants (id, name, slug) values ($1, 't', $2)`, [id, id]);
});
afterAll(async () => {
  await worker.close();
  await owner.end();
  await database.drop();
});
beforeEach(() => owner.query('delete from events'));

const tenantAt = (place: number): TenantId => tenants[place % tenants.length] ?? TenantId.parse('');

const eventsOf = (places: number[]) =>
  places.map((place) => ({
    id: EventId.parse(randomUUID()),
    tenantId: tenantAt(place),
    instanceId: null,
    type: 'message.sent' as const,
    data: {},
  }));

/** A transaction that stays open until it is told how to end. */
class Writer {
  readonly #begun = Promise.withResolvers<undefined>();
  readonly #end = Promise.withResolvers<boolean>();
  #steps: Promise<unknown> = this.#begun.promise;
  #record: ((places: number[]) => Promise<unknown>) | undefined;
  readonly #done: Promise<unknown>;

  constructor() {
    this.#done = worker
      .transaction(async (tx) => {
        this.#record = (places) => repository.insertWithDeliveries(tx, eventsOf(places));
        this.#begun.resolve(undefined);
        if (!(await this.#end.promise)) throw new Error('rolled back');
      })
      .catch(() => undefined);
  }

  async record(places: number[]): Promise<void> {
    this.#steps = this.#steps.then(() => this.#record?.(places));
    await this.#steps;
  }

  async end(isCommitted: boolean): Promise<void> {
    await this.#steps;
    this.#end.resolve(isCommitted);
    await this.#done;
  }
}

/** Whoever reads in order, of one tenant or of all. */
class Reader {
  readonly seen: number[] = [];
  readonly #tenantId: TenantId | undefined;
  #cursor = 0;

  constructor(tenantId: TenantId | undefined) {
    this.#tenantId = tenantId;
  }

  async read(limit: number): Promise<RecordedEvent[]> {
    const tenantId = this.#tenantId;
    const options = tenantId === undefined ? { limit } : { tenantId, limit };
    const events = await tail.after(worker.statements, this.#cursor, options);
    this.seen.push(...events.map((event) => event.sequence));
    this.#cursor = events.at(-1)?.sequence ?? this.#cursor;
    return events;
  }

  async readAll(): Promise<void> {
    while ((await this.read(3)).length > 0);
  }

  async expected(): Promise<number[]> {
    const { rows } = await owner.query<{ seq: number }>(
      'select seq from events where $1::uuid is null or tenant_id = $1 order by seq',
      [this.#tenantId ?? null],
    );
    return rows.map(({ seq }) => seq);
  }
}

type Step =
  | { do: 'record'; writer: number; places: number[] }
  | { do: 'end'; writer: number; isCommitted: boolean }
  | { do: 'read'; limit: number };

const WRITERS = 4;
const writer = fc.nat(WRITERS - 1);
const step = fc.oneof(
  fc.record({
    do: fc.constant('record' as const),
    writer,
    places: fc.array(fc.nat(1), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ do: fc.constant('end' as const), writer, isCommitted: fc.boolean() }),
  fc.record({ do: fc.constant('read' as const), limit: fc.integer({ min: 1, max: 4 }) }),
);

/** Takes the steps one by one, each with its own effect on what the others meet. */
async function play(steps: Step[]): Promise<Reader[]> {
  const readers = [undefined, ...tenants].map((tenantId) => new Reader(tenantId));
  const open = new Map<number, Writer>();
  for (const taken of steps)
    if (taken.do === 'read') for (const reader of readers) await reader.read(taken.limit);
    else if (taken.do === 'record') {
      const writing = open.get(taken.writer) ?? new Writer();
      open.set(taken.writer, writing);
      await writing.record(taken.places);
    } else {
      await open.get(taken.writer)?.end(taken.isCommitted);
      open.delete(taken.writer);
    }
  for (const left of open.values()) await left.end(true);
  for (const reader of readers) await reader.readAll();
  return readers;
}

describe('whoever goes on after the last event it read', () => {
  it('gets each event once and in order, however transactions overlap, end or fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
        await owner.query('delete from events');
        for (const reader of await play(steps)) expect(reader.seen).toEqual(await reader.expected());
      }),
      { numRuns: 50 },
    );
  }, 60_000);

  it('does so while many write at once', async () => {
    const readers = [undefined, ...tenants].map((tenantId) => new Reader(tenantId));
    const isOver = { writing: false };
    const write = async (seed: number): Promise<void> => {
      for (let round = 0; round < 40; round += 1)
        await worker
          .transaction(async (tx) => {
            await repository.insertWithDeliveries(tx, eventsOf([seed + round, seed]));
            if ((seed + round) % 5 === 0) throw new Error('rolled back');
          })
          .catch(() => undefined);
    };
    const reading = readers.map(async (reader) => {
      while (!isOver.writing) await reader.read(50);
    });
    await Promise.all(Array.from({ length: 6 }, (_, seed) => write(seed)));
    isOver.writing = true;
    await Promise.all(reading);
    for (const reader of readers) {
      await reader.readAll();
      expect(reader.seen).toEqual(await reader.expected());
    }
    expect(readers[0]?.seen.length).toBe(6 * 32 * 2);
  });
});

describe('an open transaction', () => {
  it('holds back what was numbered after it, for its own tenant and for who reads all, and nobody else', async () => {
    const [slow, quick] = [new Writer(), new Writer()];
    await slow.record([0]);
    await quick.record([0, 1]);
    await quick.end(true);
    const [all, own, other] = [undefined, ...tenants].map((tenantId) => new Reader(tenantId));
    expect([await all?.read(9), await own?.read(9)]).toEqual([[], []]);
    expect(await other?.read(9)).toHaveLength(1);
    await slow.end(true);
    expect([await all?.read(9), await own?.read(9)].map((events) => events?.length)).toEqual([3, 2]);
  });

  it.each([1, 2 ** 31 - 2, 2 ** 32 - 2, 3 * 2 ** 32 - 2])(
    'holds it back from number %d on too, where all begins or the low half wraps around',
    async (start) => {
      await owner.query(`alter sequence events_seq_seq restart with ${String(start)}`);
      const safe = () => tail.safeEnd(worker.statements, undefined);
      expect(await safe()).toBe(start - 1);
      const writers = [new Writer(), new Writer(), new Writer()];
      for (const each of writers) await each.record([0, 0]);
      expect(await safe()).toBe(start - 1);
      await writers[2]?.end(true);
      await writers[0]?.end(false);
      expect(await safe()).toBe(start + 1);
      await writers[1]?.end(true);
      expect(await safe()).toBe(start + 5);
    },
  );
});

it.each([
  ['alone', `pg_advisory_xact_lock(hashtext('relay'), low)`],
  ['with others', `pg_advisory_xact_lock_shared(hashtext('bullmq:finalization'), low)`],
])('what the queue locks %s by a pair of numbers holds nobody back', async (_, lock) => {
  const writing = new Writer();
  await writing.record([0]);
  await writing.end(true);
  const safe = () => tail.safeEnd(worker.statements, undefined);
  const end = await safe();
  await owner.query('begin');
  // As an announcement it would say that all from the last number on may be missing.
  await owner.query(`select ${lock} from (select $1::bigint::bit(32)::int4 as low) given`, [end - 1]);
  expect(await safe()).toBe(end);
  await owner.query('rollback');
});

describe('whoever begins now', () => {
  it('gets what commits from now on, of transactions that are open too', async () => {
    const [before, open] = [new Writer(), new Writer()];
    await before.record([0, 1]);
    await before.end(true);
    await open.record([0]);
    const from = await tail.newest(worker.statements, tenants[0]);
    await open.end(true);
    const events = await tail.after(worker.statements, from, { tenantId: tenantAt(0), limit: 9 });
    expect(events).toHaveLength(1);
    expect(await tail.newest(worker.statements, undefined)).toBe(events[0]?.sequence);
  });

  it('begins at zero where nothing has happened', async () => {
    expect(await tail.newest(worker.statements, tenants[1])).toBe(0);
  });
});

it('events made to test one endpoint are not among them', async () => {
  await owner.query(
    `insert into events (id, tenant_id, type, data, only_webhook_id) values (gen_random_uuid(), $1, 'webhook.test', '{}', gen_random_uuid())`,
    [tenants[0]],
  );
  for (const tenantId of [undefined, ...tenants]) expect(await new Reader(tenantId).read(9)).toEqual([]);
});
