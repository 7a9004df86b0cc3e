import { ConversationId, MessageId, TenantId } from '@recado/contracts';
import { expect, it } from 'vitest';
import { v7 } from 'uuid';
import type { LaneTurn } from '../../platform/queue/lane.ts';
import type { Claim } from './claims.repository.ts';
import { RateLimits } from './rate-limits.ts';
import type { AttemptOutcome } from './send-attempt.ts';
import { SendTurn, type SendTurnPorts } from './send-turn.ts';
import type { Settlement } from './sending-policy.ts';

const claimOf = (): Claim => ({
  id: MessageId.parse(v7()),
  tenantId: TenantId.parse(v7()),
  conversationId: ConversationId.parse(v7()),
  recipient: '+5511999999999',
  whatsappId: null,
  content: {},
  metadata: {},
  attempt: 1,
  createdAt: new Date(),
  lastInboundAt: null,
  isBlocked: false,
  isOptedOut: false,
  consentAt: null,
});

interface World {
  waiting: Claim[];
  outcome: (claim: Claim, mayAct: () => boolean) => Promise<AttemptOutcome>;
  written: Map<string, Settlement['status']>;
  returned: Map<string, number>;
  reasons: string[];
  exchanges: number;
  failuresToCome: number;
  monotonicMs: () => number;
}

function worldOf(count: number, outcome: World['outcome']): World {
  return {
    waiting: Array.from({ length: count }, claimOf),
    outcome,
    written: new Map(),
    returned: new Map(),
    reasons: [],
    exchanges: 0,
    failuresToCome: 0,
    monotonicMs: () => performance.now(),
  };
}

const portsOf = (world: World): SendTurnPorts => ({
  newClaimId: () => v7(),
  monotonicMs: world.monotonicMs,
  now: () => new Date(),
  random: () => 0.5,
  attempt: (claim, mayAct) => world.outcome(claim, mayAct),
  exchange: ({ results, returned, limit }) => {
    world.exchanges += 1;
    if (world.failuresToCome > 0) {
      world.failuresToCome -= 1;
      return Promise.reject(new Error('the database is away'));
    }
    for (const { id, settlement } of results) world.written.set(id, settlement.status);
    for (const { id, runInMs, reason } of returned) {
      world.returned.set(id, runInMs);
      if (reason !== undefined) world.reasons.push(reason.code);
    }
    return Promise.resolve(world.waiting.splice(0, limit));
  },
});

const turnOf = (shouldYield = () => false, mayAct = () => true): LaneTurn => ({
  id: v7(),
  fence: 1,
  signal: new AbortController().signal,
  mayAct,
  shouldYield,
});

const accepted = (): Promise<AttemptOutcome> => Promise.resolve({ kind: 'accepted', whatsappId: v7() });
const fast = () => new RateLimits(100_000, performance.now(), { burst: 45, perSecond: 1 / 6 });

it('sends all that is due and writes each outcome once', async () => {
  const world = worldOf(300, accepted);
  const outcome = await new SendTurn(turnOf(), fast(), portsOf(world)).run();
  expect(outcome).toEqual({ state: 'idle' });
  expect([...world.written.values()].filter((status) => status === 'sent')).toHaveLength(300);
});

it('writes outcomes in batches, not one by one', async () => {
  const world = worldOf(640, accepted);
  await new SendTurn(turnOf(), fast(), portsOf(world)).run();
  expect(world.exchanges).toBeLessThan(64);
});

it('when the slice is over it claims no more, and settles all that it claimed', async () => {
  let isOver = false;
  const world = worldOf(500, () => {
    isOver = true;
    return accepted();
  });
  const outcome = await new SendTurn(
    turnOf(() => isOver),
    fast(),
    portsOf(world),
  ).run();
  expect(outcome).toEqual({ state: 'more' });
  expect(world.waiting.length).toBeGreaterThan(0);
  expect(world.written.size).toBe(500 - world.waiting.length);
});

it('hands back what it claimed and may no longer send', async () => {
  const world = worldOf(10, (_, mayAct) => (mayAct() ? accepted() : Promise.resolve({ kind: 'untouched' })));
  let rounds = 0;
  const turn = turnOf(
    () => rounds++ > 0,
    () => false,
  );
  await new SendTurn(turn, fast(), portsOf(world)).run();
  expect(world.written.size).toBe(0);
  expect(world.returned.size).toBe(10);
});

it('past its own deadline after the claim an attempt may not touch the wire', async () => {
  const world = worldOf(1, (_, mayAct) =>
    Promise.resolve(mayAct() ? { kind: 'accepted', whatsappId: 'x' } : { kind: 'untouched' }),
  );
  let nowMs = performance.now();
  const limits = new RateLimits(1_000, nowMs, undefined);
  world.monotonicMs = () => nowMs;
  const ports = portsOf(world);
  const slowly = {
    ...ports,
    exchange: (round: Parameters<typeof ports.exchange>[0]) => {
      const claims = ports.exchange(round);
      nowMs += 31_000;
      return claims;
    },
  };
  let rounds = 0;
  await new SendTurn(
    turnOf(() => rounds++ > 0),
    limits,
    slowly,
  ).run();
  expect(world.written.size).toBe(0);
  expect(world.returned.size).toBe(1);
});

it('keeps outcomes while the database is away, and writes them when it is back', async () => {
  const world = worldOf(20, () => {
    world.failuresToCome = Math.max(world.failuresToCome, 1);
    return accepted();
  });
  const ports = portsOf(world);
  await new SendTurn(turnOf(), fast(), ports).run();
  expect(world.written.size).toBe(20);
});

it('a refusal of the account stops the lane and keeps the messages', async () => {
  const world = worldOf(500, () =>
    Promise.resolve({ kind: 'refused', code: '190', detail: 'expired', pausesInstance: true }),
  );
  const outcome = await new SendTurn(turnOf(), fast(), portsOf(world)).run();
  expect(outcome).toEqual({ state: 'idle' });
  expect(world.waiting.length).toBeGreaterThan(400);
  expect(new Set(world.written.values())).toEqual(new Set(['pending']));
});

it('a limit of the provider pauses the whole instance and says when to go on', async () => {
  const world = worldOf(500, () =>
    Promise.resolve({
      kind: 'retry',
      code: '130429',
      detail: 'limit',
      scope: 'instance',
      retryAfterMs: 5_000,
    }),
  );
  const outcome = await new SendTurn(turnOf(), fast(), portsOf(world)).run();
  expect(outcome.state).toBe('idle');
  expect('nextDueAt' in outcome && outcome.nextDueAt instanceof Date).toBe(true);
  expect(world.waiting.length).toBeGreaterThan(400);
});

it('a recipient who got a burst waits, and others go on', async () => {
  const world = worldOf(60, accepted);
  const same = world.waiting[0]?.conversationId ?? ConversationId.parse(v7());
  world.waiting = world.waiting.map((claim, place) =>
    place < 50 ? { ...claim, conversationId: same } : claim,
  );
  await new SendTurn(turnOf(), fast(), portsOf(world)).run();
  expect(world.written.size).toBe(55);
  expect([...world.returned.values()].every((waitMs) => waitMs > 5_000)).toBe(true);
  expect(world.returned.size).toBe(5);
});

it('a wait goes back with its reason, does not count as an attempt, and pauses the instance when it concerns all', async () => {
  const world = worldOf(5, () =>
    Promise.resolve({
      kind: 'wait',
      code: 'pacing_gap',
      detail: 'A person pauses between messages',
      waitMs: 2_000,
      scope: 'instance',
    }),
  );
  const outcome = await new SendTurn(turnOf(), fast(), portsOf(world), 1).run();
  expect('nextDueAt' in outcome && outcome.nextDueAt instanceof Date).toBe(true);
  expect(world.written.size).toBe(0);
  expect([...world.returned.values()]).toEqual([2_000]);
  expect(world.reasons).toEqual(['pacing_gap']);
  expect(world.waiting).toHaveLength(4);
});

it('a wait of one message lets the others go on', async () => {
  let count = 0;
  const world = worldOf(3, () =>
    count++ === 0
      ? Promise.resolve({ kind: 'wait', code: 'c', detail: 'd', waitMs: 60_000, scope: 'message' })
      : accepted(),
  );
  await new SendTurn(turnOf(), fast(), portsOf(world)).run();
  expect(world.written.size).toBe(2);
  expect(world.returned.size).toBe(1);
});

it('a channel that cannot send here now ends the turn; nothing is claimed in vain', async () => {
  const world = worldOf(200, () => Promise.resolve({ kind: 'untouched' }));
  const outcome = await new SendTurn(turnOf(), fast(), portsOf(world)).run();
  expect(outcome).toEqual({ state: 'idle' });
  expect(world.written.size).toBe(0);
  expect(world.waiting.length).toBeGreaterThan(100);
});

it('where the account is used as a person would, one message is under way at a time', async () => {
  let underWay = 0;
  let most = 0;
  const world = worldOf(10, async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    return accepted();
  });
  await new SendTurn(turnOf(), fast(), portsOf(world), 1).run();
  expect(most).toBe(1);
  expect(world.written.size).toBe(10);
});
