import { EventId, TenantId, WebhookDeliveryId } from '@recado/contracts';
import { expect, it } from 'vitest';
import type { ClaimedDelivery } from './deliveries.repository.ts';
import { DeliveryTurn, type DeliveryTurnOptions } from './delivery-turn.ts';
import type { SettledAttempt } from './outcomes.repository.ts';
import type { WebhookAnswer } from './post-webhook.ts';

const eventId = EventId.parse('0198f3c0-0000-7000-8000-000000000001');
const tenantId = TenantId.parse('0198f3c0-0000-7000-8000-000000000002');
const at = new Date('2026-11-24T12:00:00.000Z');
const ok: WebhookAnswer = {
  at,
  timings: { dns: null, connect: null, tls: null, firstByte: 1, total: 1 },
  requestHeaders: {},
  statusCode: 204,
  error: null,
  responseHeaders: {},
  responseBody: '',
  retryAfter: null,
};

const idAt = (place: number) =>
  WebhookDeliveryId.parse(`0198f3c0-0000-7000-8000-${String(place).padStart(12, '0')}`);

const deliveries = (count: number): ClaimedDelivery[] =>
  Array.from({ length: count }, (_, place) => ({
    id: idAt(place),
    claimId: 'c',
    attempt: 0,
    freeAttempts: 0,
    eventId,
    type: 'message.sent',
    data: {},
    instanceId: null,
    conversationId: null,
    sequence: 1,
    at,
  }));

const delivered = (delivery: ClaimedDelivery): SettledAttempt => ({
  attemptId: 'id',
  deliveryId: delivery.id,
  tenantId,
  claimId: 'c',
  attempt: 1,
  freeAttempts: 0,
  isProbe: false,
  answer: ok,
  verdict: { state: 'delivered' },
});

interface Seen {
  settled: SettledAttempt[];
  batches: number[];
  claims: number[];
  handedBack: string[];
  begun: string[];
  left: string[];
  underWay: number;
  mostUnderWay: number;
}

/** A turn over rows in memory, and what came of it. */
function turnOver(rows: ClaimedDelivery[], options: Partial<DeliveryTurnOptions> = {}) {
  const seen: Seen = {
    settled: [],
    batches: [],
    claims: [],
    handedBack: [],
    begun: [],
    left: [],
    underWay: 0,
    mostUnderWay: 0,
  };
  const waiting = [...rows];
  const turn = new DeliveryTurn({
    turn: { mayAct: () => true, shouldYield: () => false },
    room: 4,
    isOrdered: false,
    mayClaimAhead: true,
    patienceMs: 10_000,
    claim: (limit) => {
      seen.claims.push(limit);
      return Promise.resolve(waiting.splice(0, limit));
    },
    attempt: async (delivery) => {
      seen.begun.push(delivery.id);
      seen.underWay += 1;
      seen.mostUnderWay = Math.max(seen.mostUnderWay, seen.underWay);
      await Promise.resolve();
      seen.underWay -= 1;
      return delivered(delivery);
    },
    settle: (settled) => {
      seen.settled.push(...settled);
      seen.batches.push(settled.length);
      return Promise.resolve(false);
    },
    handBack: (unsent) => {
      seen.handedBack.push(...unsent.map(({ id }) => id));
      return Promise.resolve();
    },
    leave: ({ id }) => {
      seen.left.push(id);
    },
    nextDueAt: () => Promise.resolve(undefined),
    ...options,
  });
  return { seen, turn };
}

it('everything due is delivered in the order of the claim, four at a time, and written in batches', async () => {
  const { seen, turn } = turnOver(deliveries(200));
  expect(await turn.run()).toEqual({ state: 'idle', nextDueAt: undefined });
  expect(seen.begun).toEqual(deliveries(200).map(({ id }) => id));
  expect(seen.mostUnderWay).toBe(4);
  expect(seen.settled.length).toBe(200);
  expect(seen.batches.length).toBeLessThan(15);
});

it('few are claimed at first, and twice as many each time', async () => {
  const { seen, turn } = turnOver(deliveries(200));
  await turn.run();
  expect(seen.claims).toEqual([4, 8, 16, 32, 64, 64, 64]);
});

it('when the slice is over, what was claimed and not begun is handed back', async () => {
  let asked = 0;
  const { seen, turn } = turnOver(deliveries(100), {
    turn: { mayAct: () => true, shouldYield: () => ++asked > 11 },
  });
  expect(await turn.run()).toEqual({ state: 'more' });
  expect(seen.handedBack.length).toBeGreaterThan(0);
  expect(seen.settled.length).toBe(seen.begun.length);
  expect(new Set([...seen.begun, ...seen.handedBack]).size).toBe(seen.begun.length + seen.handedBack.length);
});

it('no request is made once the lease cannot be relied on', async () => {
  const { seen, turn } = turnOver(deliveries(10), {
    turn: { mayAct: () => false, shouldYield: () => false },
  });
  await turn.run();
  expect(seen.begun).toEqual([]);
});

it('an endpoint that must not be called gets no more, and the rest is handed back', async () => {
  const { seen, turn } = turnOver(deliveries(500), { settle: () => Promise.resolve(true) });
  expect(await turn.run()).toEqual({ state: 'idle' });
  expect(seen.begun.length).toBe(4);
});

const never = new Promise<undefined>(() => undefined);

it('an endpoint that hangs loses its place: the turn ends, and its requests are left to go on', async () => {
  const { seen, turn } = turnOver(deliveries(50), { patienceMs: 0, attempt: () => never });
  expect(await turn.run()).toEqual({ state: 'idle' });
  expect(seen.left).toEqual(deliveries(4).map(({ id }) => id));
  expect(seen.handedBack).toEqual([]);
  expect(seen.claims).toEqual([4]);
});

it('one request that hangs keeps neither the others nor their outcomes from being written', async () => {
  const { seen, turn } = turnOver(deliveries(10), {
    patienceMs: 0,
    attempt: (delivery) => (delivery.id === idAt(0) ? never : Promise.resolve(delivered(delivery))),
  });
  expect(await turn.run()).toEqual({ state: 'idle', nextDueAt: undefined });
  expect(seen.settled.length).toBe(9);
  expect(seen.left).toEqual([idAt(0)]);
});

it('an answer that comes after the turn is left to whoever took it over', async () => {
  const { promise: late, resolve } = Promise.withResolvers<SettledAttempt>();
  const { seen, turn } = turnOver(deliveries(1), { patienceMs: 0, attempt: () => late });
  await turn.run();
  const [delivery] = deliveries(1);
  if (delivery !== undefined) resolve(delivered(delivery));
  await late;
  expect(seen.left).toEqual([idAt(0)]);
  expect(seen.settled).toEqual([]);
});

it('a request that was cut short is handed back, because nobody knows how it ended', async () => {
  const { seen, turn } = turnOver(deliveries(2), { attempt: () => Promise.resolve(undefined) });
  await turn.run();
  expect(seen.handedBack).toEqual([idAt(0), idAt(1)]);
});

it('where order counts, each end lets the turn look for what it held back', async () => {
  const rows = deliveries(5);
  const { seen, turn } = turnOver([], {
    isOrdered: true,
    claim: () => Promise.resolve(seen.begun.length === seen.settled.length ? rows.splice(0, 1) : []),
  });
  await turn.run();
  expect(seen.settled.map(({ deliveryId }) => deliveryId)).toEqual(deliveries(5).map(({ id }) => id));
  expect(seen.mostUnderWay).toBe(1);
});

it('a claim that fails ends the turn with its error, after the outcomes are written', async () => {
  let claims = 0;
  const { seen, turn } = turnOver([], {
    claim: () => (++claims === 1 ? Promise.resolve(deliveries(4)) : Promise.reject(new Error('no database'))),
  });
  await expect(turn.run()).rejects.toThrow('no database');
  expect(seen.settled.length).toBe(4);
});

it('outcomes that cannot be written do not keep the rest from being handed back', async () => {
  let asked = 0;
  const { seen, turn } = turnOver(deliveries(100), {
    turn: { mayAct: () => true, shouldYield: () => ++asked > 12 },
    settle: () => Promise.reject(new Error('no database')),
    claim: () => Promise.resolve(deliveries(64)),
  });
  await expect(turn.run()).rejects.toThrow('no database');
  expect(seen.handedBack.length).toBeGreaterThan(0);
});

/** Requests that end when the test says so, four at once; the turn is past its first few claims. */
function heldTurn(options: Partial<DeliveryTurnOptions>) {
  const rows = deliveries(200);
  const waiting = new Map<string, () => void>();
  const over = turnOver(rows, {
    attempt: (delivery) =>
      Number(delivery.id.slice(-12)) < 28
        ? Promise.resolve(delivered(delivery))
        : new Promise((resolve) => {
            waiting.set(delivery.id, () => {
              resolve(delivered(delivery));
            });
          }),
    ...options,
  });
  const end = (place: number) => waiting.get(idAt(place))?.();
  return { ...over, waiting, end };
}

it('the next claim is made while requests go on, so that none of them waits for it', async () => {
  const { seen, turn, waiting, end } = heldTurn({});
  const running = turn.run();
  // Of the 32 claimed last, half are begun before any is claimed; nothing ends by itself here.
  await expect.poll(() => waiting.size).toBe(4);
  expect(seen.claims).toEqual([4, 8, 16, 32]);
  for (let place = 28; place < 28 + 12; place += 1) {
    await expect.poll(() => waiting.has(idAt(place))).toBe(true);
    end(place);
  }
  await expect.poll(() => seen.claims).toEqual([4, 8, 16, 32, 64]);
  for (let place = 40; place < 200; place += 1) {
    await expect.poll(() => waiting.has(idAt(place))).toBe(true);
    end(place);
  }
  await running;
  expect(seen.settled.length).toBe(200);
});

it('an endpoint with a rate limit gets no more claimed than there is room for', async () => {
  const { seen, turn, waiting, end } = heldTurn({ mayClaimAhead: false });
  const running = turn.run();
  for (let place = 28; place < 200; place += 1) {
    await expect.poll(() => waiting.has(idAt(place))).toBe(true);
    // All 32 of the last claim are begun by then.
    if (place < 56) expect(seen.claims).toEqual([4, 8, 16, 32]);
    end(place);
  }
  await running;
  expect(seen.claims).toEqual([4, 8, 16, 32, 64, 64, 64]);
});

it('after a failure no request is begun before what follows from it is known', async () => {
  const failed = (delivery: ClaimedDelivery): SettledAttempt => ({
    ...delivered(delivery),
    answer: { ...ok, statusCode: 500, error: 'http_500' },
    verdict: { state: 'failed' },
  });
  const { seen, turn } = turnOver(deliveries(100), {
    room: 1,
    attempt: (delivery) => {
      seen.begun.push(delivery.id);
      return Promise.resolve(delivery.id === idAt(20) ? failed(delivery) : delivered(delivery));
    },
    settle: (settled) => {
      seen.settled.push(...settled);
      return Promise.resolve(settled.some(({ answer }) => answer.error !== null));
    },
  });
  await turn.run();
  expect(seen.begun.length).toBe(21);
  expect(seen.settled.length).toBe(21);
});
