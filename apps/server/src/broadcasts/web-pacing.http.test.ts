import { BroadcastWithProgress, CreatedBroadcast } from '@recado/contracts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { inAnHour } from '../../test/harness/broadcast-scene.ts';
import { createWebScene, type LinkedNumber, type WebScene } from '../../test/web/web-scene.ts';

let scene: WebScene;
let number: LinkedNumber;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber({ pacing: 'human', newContactsPerDay: 1 });
}, 60_000);
afterAll(() => scene.close());

it('on web the session paces a broadcast as it does everything: a stranger too many waits, and says why', async () => {
  const [ana, bia] = [scene.newAccount(), scene.newAccount()];
  const answer = await scene.call('POST', '/broadcasts', {
    name: 'Ofertas',
    instanceId: number.instanceId,
    message: { type: 'text', content: 'olá' },
    audience: { recipients: [ana, bia].map(({ phone }) => ({ phoneNumber: `+${phone}` })) },
    ratePerMinute: 120,
  });
  expect(answer).toMatchObject({ status: 201 });
  const { id } = CreatedBroadcast.parse(answer.body);
  await vi.waitFor(
    async () => {
      const { progress } = BroadcastWithProgress.parse((await scene.call('GET', `/broadcasts/${id}`)).body);
      expect(progress).toMatchObject({ read: 1, accepted: 1 });
      const recipients = await scene.call('GET', `/broadcasts/${id}/recipients`);
      expect(recipients.body).toMatchObject({
        items: [{ result: 'read' }, { result: 'accepted', reason: { code: 'new_contacts_today' } }],
      });
    },
    { timeout: 30_000, interval: 50 },
  );
  expect(ana.seenTyping()).toHaveLength(1);
  expect(bia.received()).toEqual([]);
}, 60_000);

it('on web twenty a minute are handed over unless it is told otherwise', async () => {
  const answer = await scene.call('POST', '/broadcasts', {
    name: 'Ofertas',
    instanceId: number.instanceId,
    message: { type: 'text', content: 'olá' },
    audience: { recipients: [{ phoneNumber: `+${scene.newAccount().phone}` }] },
    sendAt: inAnHour(),
  });
  expect(answer.body).toMatchObject({ ratePerMinute: 20, preview: { hints: [] } });
});
