import { MessagePage } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import { createWebScene, type WebScene } from '../../../../test/web/web-scene.ts';

const PATIENCE = { timeout: 15_000, interval: 50 };

let scene: WebScene;
beforeAll(async () => {
  scene = await createWebScene();
}, 60_000);
afterAll(() => scene.close());

it('what the phone tells of the past is kept apart: no conversation, no message, no event', async () => {
  const customer = scene.newAccount({ name: 'Maria' });
  const at = Date.parse('2026-01-02T03:04:05Z');
  const number = await scene.linkNumber(undefined, [
    {
      with: customer.phone,
      messages: [
        { whatsappId: 'H1', from: customer.phone, text: 'oi', at },
        { whatsappId: 'H2', text: 'olá', at: at + 1_000 },
      ],
    },
  ]);
  const kept = () =>
    ownerQuery(
      scene.test.database,
      `select whatsapp_id, is_from_me, content, sent_at from web_history_messages where instance_id = $1 order by sent_at`,
      [number.instanceId],
    );
  await expect.poll(kept, PATIENCE).toMatchObject([
    { whatsapp_id: 'H1', is_from_me: false, content: { conversation: 'oi' }, sent_at: new Date(at) },
    { whatsapp_id: 'H2', is_from_me: true, content: { conversation: 'olá' } },
  ]);
  const answer = await scene.call('GET', `/messages/history?instanceId=${number.instanceId}`);
  expect(MessagePage.parse(answer.body).items).toEqual([]);
  for (const table of ['conversations', 'contacts'])
    expect(await ownerQuery(scene.test.database, `select id from ${table}`)).toEqual([]);
  expect(
    await ownerQuery(scene.test.database, `select type from events where type like 'message.%'`),
  ).toEqual([]);
});
