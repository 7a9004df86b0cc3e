import type { Account } from '@recado/whatsapp-web-simulator';
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
  const people: Account[] = [scene.newAccount(), scene.newAccount(), scene.newAccount()];
  const messages = [];
  for (const { phone } of people) messages.push(await scene.accepted(number, { recipient: `+${phone}` }));
  const [first, second, third] = messages.map(({ id }) => id);
  if (first === undefined || second === undefined || third === undefined) throw new Error('Three messages');

  await scene.reaches(first, 'read');
  // A wait is no attempt.
  expect(await scene.reaches(second, 'read')).toMatchObject({ attempt: 1 });
  const [one, two] = [people[0]?.received()[0], people[1]?.received()[0]];
  expect((two?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThan(900);
  expect(people[0]?.seenTyping()).toHaveLength(1);

  const late = await scene.seen(third, ({ error }) => error?.code === 'new_contacts_today');
  expect(late).toMatchObject({ status: 'pending', attempt: 0 });
  expect(new Date(late.sendAt).getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  expect(people[2]?.received()).toEqual([]);
});
