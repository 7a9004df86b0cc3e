import { randomUUID } from 'node:crypto';
import { InstanceId } from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BroadcastScene, inAnHour } from '../../test/harness/broadcast-scene.ts';
import { createMessagingScene, pathsOf, type MessagingScene } from '../../test/harness/messaging-scene.ts';
import { seedApiKey, seedTenant } from '../../test/harness/seed.ts';

let messaging: MessagingScene;
let scene: BroadcastScene;
beforeAll(async () => {
  messaging = await createMessagingScene();
  scene = new BroadcastScene(messaging);
});
afterAll(() => messaging.cloud.close());

describe('a broadcast is refused', () => {
  const list = { recipients: [{ phoneNumber: '+5511988887777' }] };

  it.each<[string, Record<string, unknown>, string]>([
    ['two audiences', { audience: { ...list, csv: 'phone\n+5511988887777' } }, 'audience'],
    ['no audience', { audience: {} }, 'audience'],
    ['labels that name none', { audience: { labels: {} } }, 'audience.labels.any'],
    ['nobody of a list left', { audience: { recipients: [{ phoneNumber: 'x' }] } }, 'audience'],
    ['CSV without numbers', { audience: { csv: 'nome\nAna' } }, 'audience.csv'],
    [
      'a message about another one',
      {
        audience: list,
        message: { type: 'reaction', content: { messageId: randomUUID(), emoji: '👍' } },
      },
      'message.type',
    ],
    ['a time too far ahead', { audience: list, sendAt: '2999-01-01T00:00:00Z' }, 'sendAt'],
    ['no rate at all', { audience: list, ratePerMinute: 0 }, 'ratePerMinute'],
  ])('with %s: 400, with the field', async (_, fields, path) => {
    const answer = await scene.post(fields);
    expect(answer.status).toBe(400);
    expect(pathsOf(answer)).toContain(path);
  });

  it('with a message that the channel cannot send: 422', async () => {
    const message = { type: 'poll', content: { question: 'q', options: ['a', 'b'] } };
    expect(await scene.post({ audience: list, message })).toMatchObject({
      status: 422,
      body: { code: 'not_supported_by_channel' },
    });
  });

  it('to who may not send messages: 403', async () => {
    const key = await seedApiKey(messaging.cloud, messaging.cloud.tenant.tenantId, {
      permissions: ['broadcasts:write'],
    });
    const answer = await messaging.call('POST', '/broadcasts', {
      payload: scene.body({ audience: list }),
      headers: key.headers,
    });
    expect(answer).toMatchObject({
      status: 403,
      body: { detail: 'The permission messages:send is needed' },
    });
    expect(
      await messaging.call('POST', '/broadcasts', {
        payload: scene.body({ audience: list }),
        role: 'viewer',
      }),
    ).toMatchObject({ status: 403 });
  });
});

describe('nobody finds', () => {
  it('a broadcast of another tenant, or of an instance that the key may not use; nor begins one there', async () => {
    const { id } = await scene.created({
      audience: scene.listOf(scene.newNumbers(1)),
      sendAt: inAnHour(),
    });
    const other = await seedTenant(messaging.cloud);
    const elsewhere = await seedApiKey(messaging.cloud, messaging.cloud.tenant.tenantId, {
      instanceIds: [InstanceId.parse(randomUUID())],
    });
    for (const headers of [other.authorization('developer'), elsewhere.headers]) {
      const routes = ['', '/recipients', '/recipients/export'].map((path) => ['GET', path] as const);
      const changes = ['/pause', '/resume', '/stop'].map((path) => ['POST', path] as const);
      for (const [method, path] of [...routes, ...changes])
        expect(await messaging.call(method, `/broadcasts/${id}${path}`, { headers })).toMatchObject({
          status: 404,
        });
      const payload = scene.body({ audience: scene.listOf(['+5511988887777']) });
      for (const path of ['', '/preview'])
        expect(await messaging.call('POST', `/broadcasts${path}`, { payload, headers })).toMatchObject({
          status: 404,
        });
      expect((await messaging.call('GET', '/broadcasts', { headers })).body).toMatchObject({ items: [] });
    }
    expect(await messaging.call('GET', `/broadcasts/${randomUUID()}`)).toMatchObject({ status: 404 });
    await scene.change(id, 'stop');
  });
});
