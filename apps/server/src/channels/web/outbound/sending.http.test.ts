import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebScene, type LinkedNumber, type WebScene } from '../../../../test/web/web-scene.ts';

let scene: WebScene;
let number: LinkedNumber;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber();
}, 60_000);
afterAll(() => scene.close());

it('a text arrives under the id that was chosen at accept, and is delivered and read', async () => {
  const customer = scene.newAccount();
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  expect(message.whatsappId).toMatch(/^3EB0[0-9A-F]{18}$/);
  const read = await scene.reaches(message.id, 'read');
  expect(read.whatsappId).toBe(message.whatsappId);
  expect(customer.received().map(({ whatsappId }) => whatsappId)).toEqual([message.whatsappId]);
  expect(scene.simulator.ledger.byId(message.whatsappId ?? '')).toMatchObject([{ times: 1 }]);
});

it('whose devices are known is written to over a later connection without asking WhatsApp for them again', async () => {
  const customer = scene.newAccount();
  const recipient = `+${customer.phone}`;
  const first = await scene.accepted(number, { recipient });
  await scene.reaches(first.id, 'read');
  const match = { account: number.account.phone };
  const [companion] = number.account.companions.values();
  const session = companion?.session;
  scene.simulator.faults.add({ match, fault: { kind: 'streamError', code: 515 } });
  await expect.poll(() => companion?.session !== session && companion?.isConnected).toBe(true);
  // From now on WhatsApp answers no such question.
  scene.simulator.faults.add({
    match: { ...match, stanza: 'iq', xmlns: 'usync' },
    times: 'always',
    fault: { kind: 'silence' },
  });
  const second = await scene.accepted(number, { recipient });
  await scene.reaches(second.id, 'read');
});
