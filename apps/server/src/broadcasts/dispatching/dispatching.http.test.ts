import { randomUUID } from 'node:crypto';
import type { BroadcastId } from '@recado/contracts';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BroadcastScene } from '../../../test/harness/broadcast-scene.ts';
import { createMessagingScene, type MessagingScene } from '../../../test/harness/messaging-scene.ts';
import { ownerQuery } from '../../../test/harness/seed.ts';
import { AcceptMessage } from '../../messages/index.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { LaneTurn } from '../../platform/queue/lane.ts';
import { LeaseRepository } from '../../platform/queue/lease.repository.ts';
import { DispatchRepository, LANE } from './dispatch.repository.ts';
import { HandOverRecipients } from './hand-over-recipients.ts';

let messaging: MessagingScene;
let scene: BroadcastScene;
beforeAll(async () => {
  messaging = await createMessagingScene({ behaviour: { window: 'open' } });
  scene = new BroadcastScene(messaging);
});
afterAll(() => messaging.cloud.close());
afterEach(() => {
  vi.restoreAllMocks();
});

const query = (text: string, ...values: unknown[]) => ownerQuery(messaging.cloud.database, text, values);
const acceptMessage = () => messaging.cloud.app.get(AcceptMessage, { strict: false });
const dispatch = () => messaging.cloud.app.get(DispatchRepository, { strict: false });

/** Every holder of the lane but the next loses it. */
const loseLane = (id: BroadcastId) =>
  query(`update leases set expires_at = now() where kind = $1 and id = $2`, LANE, id);

/** A wait that the broadcast told of is over. */
const waitIsOver = (id: BroadcastId) =>
  query(`update broadcasts set run_at = now() where id = $1 and state = 'running'`, id);

describe('nobody gets the message twice, and nobody is left out', () => {
  it('when the worker dies after the messages were accepted and before that is written', async () => {
    const numbers = scene.newNumbers(20);
    const settle = vi.spyOn(dispatch(), 'settle').mockRejectedValueOnce(new Error('The worker is gone'));
    const { id } = await scene.created({ audience: scene.listOf(numbers) });
    const done = await scene.reaches(id, 'completed');
    expect(settle).toHaveBeenCalled();
    expect(done.progress).toMatchObject({ total: 20, pending: 0, failed: 0 });
    expect(scene.countSent(numbers)).toEqual(numbers.map(() => 1));
  });

  it('when another worker takes the lane over while the first still works', async () => {
    const numbers = scene.newNumbers(20);
    const gate = Promise.withResolvers<undefined>();
    const isHeld = Promise.withResolvers<undefined>();
    const repository = dispatch();
    const settle = repository.settle.bind(repository);
    vi.spyOn(repository, 'settle').mockImplementationOnce(async (...round) => {
      isHeld.resolve(undefined);
      await gate.promise;
      await settle(...round);
    });
    const { id } = await scene.created({ audience: scene.listOf(numbers) });
    await isHeld.promise;
    await loseLane(id);
    const fence = await messaging.cloud.app.get(LeaseRepository).acquire({ kind: LANE, id }, randomUUID());
    if (fence === undefined) throw new Error('The lane is held');
    await waitIsOver(id);
    const turn: LaneTurn = {
      id,
      fence,
      signal: new AbortController().signal,
      mayAct: () => true,
      shouldYield: () => false,
    };
    const handOver = messaging.cloud.app.get(HandOverRecipients, { strict: false });
    expect(await handOver.execute(turn, { id, fence })).toMatchObject({ state: 'idle' });
    gate.resolve(undefined);
    await loseLane(id);
    const done = await scene.reaches(id, 'completed');
    expect(done.progress).toMatchObject({ total: 20, pending: 0, failed: 0 });
    expect(scene.countSent(numbers)).toEqual(numbers.map(() => 1));
    const messageIds = (await scene.recipients(id)).map(({ messageId }) => messageId);
    expect(new Set(messageIds).size).toBe(20);
    expect(messageIds).not.toContain(null);
  });

  it('whatever pauses, resumptions, lost leases and crashes come in between', async () => {
    const event = fc.constantFrom('pause', 'resume', 'crash before', 'crash after', 'lane lost', 'look');
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 10 }), async (events) => {
        const numbers = scene.newNumbers(60);
        // Some twenty at a time.
        const { id } = await scene.created({ audience: scene.listOf(numbers), ratePerMinute: 1_200 });
        for (const one of events) await happen(id, one);
        vi.restoreAllMocks();
        if ((await scene.find(id)).state === 'paused') await scene.change(id, 'resume');
        await waitIsOver(id);
        const done = await scene.reaches(id, 'completed');
        expect(done.progress).toMatchObject({ total: 60, pending: 0, failed: 0, cancelled: 0 });
        expect(scene.countSent(numbers)).toEqual(numbers.map(() => 1));
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('and of a broadcast that is stopped in the middle each got one or none', async () => {
    const numbers = scene.newNumbers(60);
    const { id } = await scene.created({ audience: scene.listOf(numbers), ratePerMinute: 1_200 });
    await scene.seen(id, ({ progress }) => progress.read > 0);
    vi.spyOn(dispatch(), 'settle').mockRejectedValueOnce(new Error('The worker is gone'));
    await scene.change(id, 'stop');
    const stopped = await scene.seen(
      id,
      ({ progress }) => progress.read + progress.cancelled + progress.pending === 60,
    );
    const counts = scene.countSent(numbers);
    expect(Math.max(...counts)).toBe(1);
    expect(counts.filter((count) => count === 1)).toHaveLength(stopped.progress.read);
    expect(stopped.progress.cancelled).toBeGreaterThan(0);
  });

  async function happen(id: BroadcastId, event: string): Promise<void> {
    switch (event) {
      case 'pause':
      case 'resume':
        // It may be so already.
        await messaging.call('POST', `/broadcasts/${id}/${event}`);
        return;
      case 'crash before':
        vi.spyOn(dispatch(), 'claim').mockRejectedValueOnce(new Error('The worker is gone'));
        return;
      case 'crash after':
        vi.spyOn(dispatch(), 'settle').mockRejectedValueOnce(new Error('The worker is gone'));
        return;
      case 'lane lost':
        await loseLane(id);
        return;
      default:
        await scene.find(id);
    }
  }
});

describe('a broadcast that cannot go on', () => {
  it('waits while the instance is not connected, says so, and goes on when it is', async () => {
    const { id: instanceId } = await connectedInstance();
    await messaging.call('POST', `/instances/${instanceId}/disconnect`);
    const { id } = await scene.created({ instanceId, audience: scene.listOf(scene.newNumbers(2)) });
    const waiting = await scene.seen(id, ({ reason }) => reason !== null);
    expect(waiting).toMatchObject({
      state: 'running',
      reason: { code: 'instance_not_connected' },
      progress: { pending: 2 },
    });
    await messaging.call('POST', `/instances/${instanceId}/connect`);
    await expect
      .poll(async () => {
        await waitIsOver(id);
        return scene.find(id);
      })
      .toMatchObject({ state: 'completed', reason: null, progress: { failed: 0, pending: 0 } });
  });

  it('leaves a full queue alone for as long as it asks', async () => {
    const numbers = scene.newNumbers(3);
    vi.spyOn(acceptMessage(), 'execute').mockRejectedValue(
      new AppError('queue_full', 'Too many wait', { retryAfterSeconds: 3_600 }),
    );
    const { id } = await scene.created({ audience: scene.listOf(numbers) });
    await scene.seen(id, ({ reason }) => reason?.code === 'queue_full');
    const [row] = await query(
      `select run_at > now() + interval '50 minutes' as "isFar" from broadcasts where id = $1`,
      id,
    );
    expect(row).toEqual({ isFar: true });
    vi.restoreAllMocks();
    await waitIsOver(id);
    const done = await scene.reaches(id, 'completed');
    expect(done).toMatchObject({ reason: null });
    expect(scene.countSent(numbers)).toEqual([1, 1, 1]);
  });

  it('fails when its instance is removed, and keeps what is known', async () => {
    const { id: instanceId } = await connectedInstance();
    const { id } = await scene.created({
      instanceId,
      audience: scene.listOf(scene.newNumbers(2)),
      ratePerMinute: 1,
    });
    await scene.seen(id, ({ progress }) => progress.read === 1);
    const response = await messaging.cloud.app.inject({
      method: 'DELETE',
      url: `/instances/${instanceId}`,
      headers: messaging.cloud.tenant.authorization('developer'),
    });
    expect(response.statusCode).toBe(204);
    expect(await scene.reaches(id, 'failed')).toMatchObject({
      instanceId: null,
      reason: { code: 'instance_deleted' },
      progress: { total: 2, accepted: 1, pending: 1 },
    });
  });

  it('gives up on a recipient who goes wrong on our side again and again, and writes to the others', async () => {
    const numbers = scene.newNumbers(2);
    const service = acceptMessage();
    const execute = service.execute.bind(service);
    vi.spyOn(service, 'execute').mockImplementation((caller, request, origin) =>
      request.recipient === numbers[0]
        ? Promise.reject(new Error('A bug'))
        : execute(caller, request, origin),
    );
    const { id } = await scene.created({ audience: scene.listOf(numbers) });
    await vi.waitFor(
      async () => {
        await waitIsOver(id);
        expect(await scene.find(id)).toMatchObject({ state: 'completed' });
      },
      { timeout: 12_000, interval: 50 },
    );
    const results = (await scene.recipients(id)).map(({ result, reason }) => [result, reason?.code]);
    expect(results).toEqual([
      ['failed', 'internal'],
      ['read', undefined],
    ]);
    expect(scene.countSent(numbers)).toEqual([0, 1]);
  });
});

/** An instance of its own, for tests that disconnect or remove it. */
async function connectedInstance(): Promise<{ id: string }> {
  const { simulator, account } = messaging.cloud;
  const digits = String(1_000_000 + messaging.cloud.simulator.ledger.size).slice(-4);
  const number = simulator.addPhoneNumber({
    businessAccountId: account.id,
    displayPhoneNumber: `+1 555-078-${digits}`,
    verifiedName: 'Loja',
  });
  const instance = await messaging.cloud.createInstance({
    name: 'Outra',
    phoneNumber: `+1555078${digits}`,
    cloud: { phoneNumberId: number.id },
  });
  expect(await messaging.call('POST', `/instances/${instance.id}/connect`)).toMatchObject({
    body: { status: 'connected' },
  });
  return instance;
}
