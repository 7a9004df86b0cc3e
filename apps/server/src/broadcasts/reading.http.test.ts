import { randomUUID } from 'node:crypto';
import { BroadcastPage } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BroadcastScene, inAnHour } from '../../test/harness/broadcast-scene.ts';
import { createMessagingScene, type MessagingScene } from '../../test/harness/messaging-scene.ts';

let messaging: MessagingScene;
let scene: BroadcastScene;
beforeAll(async () => {
  messaging = await createMessagingScene({ behaviour: { window: 'open' } });
  scene = new BroadcastScene(messaging);
});
afterAll(() => messaging.cloud.close());

it('the results of a broadcast are exported as CSV', async () => {
  const [ana = '', bia = ''] = scene.newNumbers(2);
  const { id } = await scene.created({
    message: { type: 'text', content: '{{nome}}' },
    audience: { recipients: [{ phoneNumber: ana, variables: { nome: 'Ana' } }, { phoneNumber: bia }] },
  });
  await scene.seen(id, ({ progress }) => progress.read === 1 && progress.failed === 1);
  const response = await messaging.cloud.app.inject({
    url: `/broadcasts/${id}/recipients/export`,
    headers: messaging.cloud.tenant.authorization('viewer'),
  });
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
  const [heading, first, second] = response.body.split('\r\n');
  expect(heading).toBe('phoneNumber,contactName,result,reasonCode,reason,messageId,contactId,updatedAt');
  expect(first).toMatch(new RegExp(`^\\${ana},,read,,,[0-9a-f-]{36},[0-9a-f-]{36},`));
  expect(second).toMatch(new RegExp(`^\\${bia},,failed,variable_missing,Nothing is known for {{nome}},,,`));
});

it('broadcasts are listed newest first, by state and instance, page by page; recipients in their order', async () => {
  const made = [];
  for (let count = 0; count < 3; count += 1)
    made.push((await scene.created({ audience: scene.listOf(scene.newNumbers(3)), sendAt: inAnHour() })).id);
  const list = async (search: string) =>
    BroadcastPage.parse((await messaging.call('GET', `/broadcasts?${search}`)).body);
  const page = await list(`state=scheduled&instanceId=${messaging.instanceId}&limit=2`);
  expect(page.items.map(({ id }) => id)).toEqual([made[2], made[1]]);
  const rest = await list(`state=scheduled&limit=2&cursor=${page.nextCursor ?? ''}`);
  expect(rest.items.map(({ id }) => id)).toContain(made[0]);
  expect((await list(`instanceId=${randomUUID()}`)).items).toEqual([]);

  const first = await messaging.call('GET', `/broadcasts/${made[0] ?? ''}/recipients?limit=2`);
  expect(first.body).toMatchObject({ items: [{ result: 'pending' }, { result: 'pending' }] });
  const { nextCursor } = BroadcastPage.pick({ nextCursor: true }).parse(first.body);
  const second = await messaging.call(
    'GET',
    `/broadcasts/${made[0] ?? ''}/recipients?limit=2&cursor=${nextCursor ?? ''}`,
  );
  expect(second.body).toMatchObject({ items: [{ result: 'pending' }], nextCursor: null });
  for (const id of made) await scene.change(id, 'stop');
});
