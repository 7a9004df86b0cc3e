import { ContactPage } from '@recado/contracts';
import type { Account } from '@recado/whatsapp-web-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebScene, type LinkedNumber, type WebScene } from '../../test/web/web-scene.ts';

const PATIENCE = { timeout: 15_000, interval: 50 };

let scene: WebScene;
let number: LinkedNumber;
let customer: Account;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber();
  customer = scene.newAccount({ name: 'Maria' });
}, 60_000);
afterAll(() => scene.close());

async function consent(): Promise<unknown> {
  const answer = await scene.call('GET', `/contacts?phoneNumber=%2B${customer.phone}`);
  return ContactPage.parse(answer.body).items[0]?.consent.status;
}

const texts = (): unknown[] =>
  customer.received().map(({ message }) => message.conversation ?? message.extendedTextMessage?.text);

it('by QR code too, a keyword opts out, is confirmed once, and nothing more is accepted', async () => {
  await customer.send(number.account.phone, 'Parar!');
  await expect.poll(consent, PATIENCE).toBe('opted_out');
  await expect.poll(texts, PATIENCE).toEqual([expect.stringMatching(/não vai mais receber/)]);
  const refused = await scene.call('POST', '/messages/send', {
    instanceId: number.instanceId,
    recipient: `+${customer.phone}`,
    message: { type: 'text', content: 'promoção' },
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'recipient_opted_out' } });
});
