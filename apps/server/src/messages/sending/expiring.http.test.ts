import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMessagingScene, type MessagingScene } from '../../../test/harness/messaging-scene.ts';
import { ownerQuery } from '../../../test/harness/seed.ts';

let scene: MessagingScene;
beforeAll(async () => {
  scene = await createMessagingScene();
});
afterAll(() => scene.cloud.close());

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

it('a message whose time passes before it could leave expires, is told of, and never leaves', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  const late = await scene.accepted({ recipient, sendAt: inHours(1), expiresAt: inHours(2) });
  const { database } = scene.cloud;
  await ownerQuery(database, `update messages set expires_at = now() where id = $1`, [late.id]);
  const next = await scene.accepted({ recipient });
  await scene.reaches(late.id, 'expired');
  await scene.reaches(next.id, 'read');
  expect(telephone.received()).toHaveLength(1);
  const events = await ownerQuery(
    database,
    `select type from events where data #>> '{message,id}' = $1 order by seq`,
    [late.id],
  );
  expect(events.map(({ type }) => type)).toEqual(['message.accepted', 'message.expired']);
});
