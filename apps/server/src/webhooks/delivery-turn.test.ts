import { EventId } from '@recado/contracts';
import { expect, it } from 'vitest';
import type { ClaimedDelivery, SettledAttempt } from './deliveries.repository.ts';
import { DeliveryTurn, type DeliveryTurnOptions } from './delivery-turn.ts';
import type { WebhookAnswer } from './post-webhook.ts';

const eventId = EventId.parse('0198f3c0-0000-7000-8000-000000000001');
const at = new Date('2026-11-24T12:00:00.000Z');
const ok: WebhookAnswer = {
  at,
  durationMs: 1,
  statusCode: 204,
  error: null,
  responseBody: '',
  retryAfter: null,
};

const deliveries = (count: number): ClaimedDelivery[] =>
  Array.from({ length: count }, (_, place) => ({
    id: `d${String(place)}`,
    attempt: 0,
    eventId,
    type: 'message.sent',
    data: {},
    instanceId: null,
    at,
  }));

interface Seen {
  settled: SettledAttempt[];
  batches: number[];
  handedBack: string[];
  posted: string[];
  inFlight: number;
  mostInFlight: number;
}

/** A turn over rows in memory, and what came of it. */
function turnOver(rows: ClaimedDelivery[], options: Partial<DeliveryTurnOptions> = {}) {
  const seen: Seen = { settled: [], batches: [], handedBack: [], posted: [], inFlight: 0, mostInFlight: 0 };
  const waiting = [...rows];
  const turn = new DeliveryTurn({
    turn: { mayAct: () => true, shouldYield: () => false },
    claimId: 'c',
    retryConfig: { maxRetries: 3, retryDelay: 5_000 },
    newId: () => 'id',
    now: () => at,
    random: () => 0.5,
    claim: (limit) => Promise.resolve(waiting.splice(0, limit)),
    post: async (delivery) => {
      seen.posted.push(delivery.id);
      seen.inFlight += 1;
      seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight);
      await Promise.resolve();
      seen.inFlight -= 1;
      return ok;
    },
    settle: (settled) => {
      seen.settled.push(...settled);
      seen.batches.push(settled.length);
      return Promise.resolve(false);
    },
    handBack: (ids) => {
      seen.handedBack.push(...ids);
      return Promise.resolve();
    },
    nextDueAt: () => Promise.resolve(undefined),
    ...options,
  });
  return { seen, turn };
}

it('everything due is delivered in the order of the claim, four at a time, and written in batches', async () => {
  const { seen, turn } = turnOver(deliveries(200));
  expect(await turn.run()).toEqual({ state: 'idle', nextDueAt: undefined });
  expect(seen.posted).toEqual(deliveries(200).map(({ id }) => id));
  expect(seen.mostInFlight).toBe(4);
  expect(seen.settled.length).toBe(200);
  expect(seen.batches.length).toBeLessThan(15);
});

it('when the slice is over, what was claimed and not begun is handed back', async () => {
  let asked = 0;
  const { seen, turn } = turnOver(deliveries(100), {
    turn: { mayAct: () => true, shouldYield: () => ++asked > 20 },
  });
  expect(await turn.run()).toEqual({ state: 'more' });
  expect(seen.posted.length + seen.handedBack.length).toBe(64);
  expect(seen.handedBack.length).toBeGreaterThan(0);
  expect(seen.settled.length).toBe(seen.posted.length);
});

it('no request is made once the lease cannot be relied on', async () => {
  const { seen, turn } = turnOver(deliveries(10), {
    turn: { mayAct: () => false, shouldYield: () => false },
  });
  await turn.run();
  expect(seen.posted).toEqual([]);
});

it('an endpoint that was switched off gets no more, and the rest is handed back', async () => {
  const { seen, turn } = turnOver(deliveries(64), { settle: () => Promise.resolve(true) });
  expect(await turn.run()).toEqual({ state: 'idle' });
  expect(seen.posted.length).toBeLessThan(40);
  expect(seen.posted.length + seen.handedBack.length).toBe(64);
});

it('a slow endpoint does not keep the outcomes of others from being written', async () => {
  const { promise: slow, resolve } = Promise.withResolvers<undefined>();
  const { seen, turn } = turnOver(deliveries(10), {
    post: async (delivery) => {
      if (delivery.id === 'd0') await slow;
      return ok;
    },
    settle: (settled) => {
      seen.settled.push(...settled);
      if (seen.settled.length === 9) resolve(undefined);
      return Promise.resolve(false);
    },
  });
  await turn.run();
  expect(seen.settled.map(({ deliveryId }) => deliveryId).at(-1)).toBe('d0');
});

it('a claim that fails ends the turn with its error, after the outcomes are written', async () => {
  let claims = 0;
  const { seen, turn } = turnOver([], {
    claim: () => (++claims === 1 ? Promise.resolve(deliveries(6)) : Promise.reject(new Error('no database'))),
  });
  await expect(turn.run()).rejects.toThrow('no database');
  expect(seen.settled.length).toBe(6);
});
