import { EventId, TenantId } from '@recado/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { automaticCaller } from '../../platform/http/caller.ts';
import type { RecordedEvent } from '../present-event.ts';
import { EventStream } from './event-stream.ts';
import { TenantTail } from './tenant-tail.ts';

const tenantId = TenantId.parse('0198f3c0-0000-7000-8000-000000000001');

const eventOf = (sequence: number): RecordedEvent => ({
  id: EventId.parse(`0198f3c0-0000-7000-8000-${String(sequence).padStart(12, '0')}`),
  type: 'message.sent',
  at: new Date(0),
  tenantId,
  instanceId: null,
  conversationId: null,
  sequence,
  data: {},
});

/** A log of events whose numbers have gaps, and that may grow whenever somebody reads. */
class Log {
  #last = 0;
  #growth: number[] = [];
  fails = false;

  get last(): number {
    return this.#last;
  }

  grow(count: number): void {
    this.#last += 2 * count;
  }

  growOnReads(counts: number[]): void {
    this.#growth = counts;
  }

  after(sequence: number): number[] {
    return Array.from({ length: this.#last / 2 }, (_, place) => 2 * place + 2).filter(
      (each) => each > sequence,
    );
  }

  async read(sequence: number, limit: number): Promise<RecordedEvent[]> {
    await Promise.resolve();
    if (this.fails) throw new Error('The database is away');
    const events = this.after(sequence).slice(0, limit).map(eventOf);
    this.grow(this.#growth.shift() ?? 0);
    return events;
  }
}

const streamFrom = (sequence: number) =>
  new EventStream({
    caller: automaticCaller(tenantId, tenantId),
    scope: {},
    hearsViewers: false,
    sequence,
    opening: Buffer.of(),
  });

/** The numbers of the events that a stream passed on. */
const seenBy = (stream: EventStream): number[] => {
  const bytes: unknown = stream.out.read();
  const text = Buffer.isBuffer(bytes) ? bytes.toString() : '';
  return [...text.matchAll(/"sequence":(\d+)/g)].map(([, sequence]) => Number(sequence));
};

const turnOfEventLoop = () => new Promise((resolve) => setImmediate(resolve));

function tailOf(log: Log, errors: unknown[] = []): TenantTail {
  return new TenantTail({
    read: (sequence, limit) => log.read(sequence, limit),
    onSent: () => undefined,
    onError: (error) => errors.push(error),
  });
}

it('whoever joins, at whatever place and moment, gets each event after its place once and in order', async () => {
  const joining = fc.record({
    grows: fc.nat(150),
    /** How far behind the end of the log it begins. */
    behind: fc.nat(400),
    growth: fc.array(fc.nat(130), { maxLength: 6 }),
    waits: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(joining, { minLength: 1, maxLength: 5 }), async (joiners) => {
      const log = new Log();
      const tail = tailOf(log);
      const streams: { stream: EventStream; from: number }[] = [];
      for (const { grows, behind, growth, waits } of joiners) {
        log.grow(grows);
        log.growOnReads(growth);
        const from = Math.max(0, log.last - behind);
        const stream = streamFrom(from);
        streams.push({ stream, from });
        tail.join(stream);
        if (waits) await turnOfEventLoop();
      }
      await turnOfEventLoop();
      log.growOnReads([]);
      log.grow(1);
      tail.wake();
      await turnOfEventLoop();
      for (const { stream, from } of streams) expect(seenBy(stream)).toEqual(log.after(from));
    }),
    { numRuns: 100 },
  );
});

it('after an error it goes on where it was, at the next wake-up', async () => {
  const [log, errors] = [new Log(), []];
  const tail = tailOf(log, errors);
  const stream = streamFrom(0);
  log.fails = true;
  log.grow(3);
  tail.join(stream);
  await turnOfEventLoop();
  expect([seenBy(stream), errors.length]).toEqual([[], 1]);
  log.fails = false;
  tail.wake();
  await turnOfEventLoop();
  expect(seenBy(stream)).toEqual([2, 4, 6]);
});
