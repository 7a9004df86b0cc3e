import { randomUUID } from 'node:crypto';
import type { InstanceId } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConsentScene, type ConsentScene } from '../../test/harness/consent-scene.ts';
import type { MessagingScene } from '../../test/harness/messaging-scene.ts';

let consent: ConsentScene;
let scene: MessagingScene;
beforeAll(async () => {
  consent = await createConsentScene();
  scene = consent.messaging;
});
afterAll(() => scene.cloud.close());

async function owed(instanceId: InstanceId, recipient: string, id: string = randomUUID()): Promise<string> {
  await consent.query(
    `insert into consent_confirmations (id, tenant_id, instance_id, conversation_id, text)
     select $1, v.tenant_id, v.instance_id, v.id, 'Confirmado'
     from conversations v join contact_identities i on i.contact_id = v.contact_id
     where i.value = $2 and v.instance_id = $3`,
    [id, recipient, instanceId],
  );
  return id;
}
const isOwed = async (id: string) =>
  (await consent.query('select attempts from consent_confirmations where id = $1', [id]))[0]?.['attempts'];

it('a confirmation whose row survived a crash after the message was accepted is not sent twice', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  const id = await owed(scene.instanceId, recipient);
  await expect.poll(() => isOwed(id)).toBeUndefined();
  await owed(scene.instanceId, recipient, id);
  await expect.poll(() => isOwed(id)).toBeUndefined();
  await expect.poll(() => consent.arrived(telephone)).toEqual(['Confirmado']);
  expect(await consent.messagesTo(recipient)).toHaveLength(1);
});

it('a confirmation waits while the number is not connected', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  expect((await consent.call('POST', `/instances/${scene.instanceId}/disconnect`)).status).toBe(200);
  const id = await owed(scene.instanceId, recipient);
  await expect.poll(() => isOwed(id)).toBeGreaterThan(0);
  expect((await consent.call('POST', `/instances/${scene.instanceId}/connect`)).status).toBe(200);
  await consent.query('update consent_confirmations set run_at = now() where id = $1', [id]);
  await expect.poll(() => consent.arrived(telephone), { timeout: 10_000 }).toEqual(['Confirmado']);
  expect(await isOwed(id)).toBeUndefined();
});

it('a confirmation is given up when the contact was blocked meanwhile', async () => {
  const { recipient } = await scene.writingCustomer();
  await consent.call('PATCH', `/contacts/${(await consent.contactOf(recipient)).id}`, { isBlocked: true });
  const id = await owed(scene.instanceId, recipient);
  await expect.poll(() => isOwed(id)).toBeUndefined();
  expect(await consent.messagesTo(recipient)).toEqual([]);
});
