import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebScene, type LinkedNumber, type WebScene } from '../../../../test/web/web-scene.ts';

let scene: WebScene;
let number: LinkedNumber;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber({ pacing: 'human', newContactsPerDay: 2 });
}, 60_000);
afterAll(() => scene.close());

it('messages leave one after the other with typing and pauses; a stranger too many waits for tomorrow, and says why', async () => {
  const [ana, bia, eva] = [scene.newAccount(), scene.newAccount(), scene.newAccount()];
  const first = await scene.accepted(number, { recipient: `+${ana.phone}` });
  const second = await scene.accepted(number, { recipient: `+${bia.phone}` });
  const third = await scene.accepted(number, { recipient: `+${eva.phone}` });
  await scene.reaches(first.id, 'read');
  // A wait is no attempt.
  expect(await scene.reaches(second.id, 'read')).toMatchObject({ attempt: 1 });
  const [one, two] = [await scene.arrived(ana, first), await scene.arrived(bia, second)];
  expect(two.at - one.at).toBeGreaterThan(900);
  expect(ana.seenTyping()).toHaveLength(1);

  const late = await scene.seen(third.id, ({ error }) => error?.code === 'new_contacts_today');
  expect(late).toMatchObject({ status: 'pending', attempt: 0 });
  expect(new Date(late.sendAt).getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  expect(eva.received()).toEqual([]);
}, 40_000);
