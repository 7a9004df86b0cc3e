import { PairingCode } from '@recado/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { TestApp } from '../../../../test/harness/test-app.ts';
import { createSessionScene, PATIENCE, type SessionScene } from '../../../../test/web/session-scene.ts';

let scene: SessionScene;
let worker: TestApp;
beforeAll(async () => {
  // Requests are answered by a process that holds no sessions.
  scene = await createSessionScene({ RECADO_ROLE: 'api' });
  worker = await scene.another({ RECADO_ROLE: 'worker' });
  scene.calmDown();
});
afterAll(async () => {
  await worker.app.close();
  await scene.close();
});

test('a process without sessions shows QR codes and ends links over the one that has them', async () => {
  const { id, account } = await scene.linked();
  const { owner } = await scene.statusOf(id);
  expect(owner).not.toBeNull();
  await scene.call('POST', `/instances/${id}/disconnect`, { logout: true });
  expect(account.companions.size).toBe(0);
  expect(await scene.keysOf(id)).toEqual([]);
});

test('a code to type is asked for in another process', async () => {
  const { id, account } = await scene.makeInstance();
  const answer = await scene.call('POST', `/instances/${id}/pairing-code`);
  expect(answer.statusCode).toBe(200);
  await account.enterPairingCode(PairingCode.parse(answer.json()).code);
  await scene.comesTo(id, { status: 'connected' });
});

test('a worker that stops hands its sessions to another, without a scan and without news', async () => {
  const { id, account } = await scene.linked();
  const { owner: before } = await scene.statusOf(id);
  const next = await scene.another({ RECADO_ROLE: 'worker' });
  await worker.app.close();
  worker = next;
  await vi.waitFor(async () => {
    const { owner, status } = await scene.statusOf(id);
    expect(owner?.workerId).not.toBe(before?.workerId);
    expect(owner).not.toBeNull();
    expect(status).toBe('connected');
    expect([...account.companions.values()].map(({ isConnected }) => isConnected)).toEqual([true]);
  }, PATIENCE);
  expect(await scene.eventsOf(id)).toEqual(['instance.qr_updated', 'instance.connected']);
});
