import { Message, SandboxPhone } from '@recado/contracts';
import { expect, it } from 'vitest';
import { describeDashboard } from './dashboard-suite.ts';
import { button } from './locators.ts';
import { webNumber } from './sandbox-numbers.ts';

describeDashboard('the dashboard: a simulated phone', (suite) => {
  const recipient = '+5511900000011';

  const send = async (instanceId: string, to: string, content: string): Promise<Message> => {
    const { client } = suite.scene;
    const body = { instanceId, recipient: to, message: { type: 'text', content } };
    return Message.parse(await client.expect('POST', '/messages/send', body));
  };

  /** A conversation of the Cloud number with this customer, who neither reads nor answers by itself. */
  async function conversation(phoneNumber: string): Promise<{ cloudId: string; id: string; phone: string }> {
    const { client } = suite.scene;
    const { cloudId } = await webNumber(client);
    const phone = `/sandbox/numbers/${cloudId}/phones/${encodeURIComponent(phoneNumber)}`;
    await client.expect('PATCH', phone, { readsAutomatically: false, answersAutomatically: false });
    const { conversationId } = await send(cloudId, phoneNumber, 'Your order has left');
    return { cloudId, id: conversationId, phone };
  }

  it('beside the inbox shows what was sent, opens the chat, and answers', async () => {
    const { id } = await conversation(recipient);
    const page = await suite.openSignedIn({}, `/app/inbox/${id}`);
    await button(page, 'Simulated phone').click();
    const phone = page.getByRole('region', { name: /^Phone of / });
    await phone.getByText('Your order has left').waitFor();
    await button(page, /^Open the chat · 1 unread$/).click();
    await button(page, /^Open the chat/).waitFor({ state: 'detached' });
    await phone.getByRole('textbox', { name: /^Write as/ }).fill('Thank you!');
    await page.keyboard.press('Enter');
    await phone.getByText('Thank you!').waitFor();
    // It came through the channel into the conversation, and stands in the list.
    await page.locator('.recado-inbox').getByText('Thank you!').first().waitFor();
  });

  it('reacts, answers and sends a place, a contact and a picture', async () => {
    const { id, phone: path } = await conversation('+5511900000012');
    const page = await suite.openSignedIn({}, `/app/inbox/${id}`);
    await button(page, 'Simulated phone').click();
    const phone = page.getByRole('region', { name: /^Phone of / });
    await phone.getByText('Your order has left').hover();
    await phone.getByRole('button', { name: 'React or reply' }).click();
    await page.getByRole('menuitem', { name: '👍' }).click();
    await phone.getByText('👍').waitFor();
    await phone.getByRole('button', { name: 'React or reply' }).click();
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await phone.getByRole('textbox', { name: /^Write as/ }).fill('When does it arrive?');
    await phone.getByRole('button', { name: 'Send as the customer' }).click();
    await phone.getByText('When does it arrive?').waitFor();
    for (const [item, shown] of [
      ['Location', 'Praça da Sé'],
      ['Contact', 'Bia Souza'],
    ] as const) {
      await phone.getByRole('button', { name: 'Attach' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await phone.getByText(shown).first().waitFor();
    }
    await phone.getByRole('button', { name: 'Attach' }).click();
    const picker = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'Photo, video or voice' }).click();
    await (await picker).setFiles({ name: 'dot.png', mimeType: 'image/png', buffer: dot });
    await phone.getByRole('img', { name: 'Picture' }).waitFor();
    const { messages } = SandboxPhone.parse(await suite.scene.client.expect('GET', path));
    expect(messages.map(({ type }) => type)).toEqual(['text', 'text', 'location', 'contacts', 'image']);
    expect(messages[1]?.replyTo).toBe(messages[0]?.id);
  });

  it('orders a fault, which the next message meets', async () => {
    const { id, cloudId } = await conversation('+5511900000013');
    const page = await suite.openSignedIn({}, `/app/inbox/${id}`);
    await button(page, 'Simulated phone').click();
    await button(page, 'Let something go wrong').click();
    await page.getByRole('menuitem', { name: /^The answer is lost/ }).click();
    await button(page, 'Let something go wrong').click();
    await page.getByRole('menuitem', { name: 'Take back: The answer is lost' }).waitFor();
    await page.keyboard.press('Escape');
    const { id: sent } = await send(cloudId, '+5511900000013', 'Did it arrive?');
    const phone = page.getByRole('region', { name: /^Phone of / });
    await phone.getByText('Did it arrive?').waitFor();
    const status = async (): Promise<string> =>
      Message.parse(await suite.scene.client.expect('GET', `/messages/${sent}`)).status;
    await expect.poll(status, { timeout: 20_000 }).toBe('in_doubt');
  });

  it('from the number’s page takes another customer in hand, and sets how it behaves', async () => {
    const { cloudId } = await webNumber(suite.scene.client);
    const page = await suite.openSignedIn({}, `/app/numbers/${cloudId}`);
    await button(page, 'Open the simulated phone').click();
    await button(page, 'Another customer').click();
    const name = page.getByRole('textbox', { name: 'Name of the customer' });
    await name.fill('Ana Prado');
    await name.press('Enter');
    await page.getByRole('region', { name: 'Phone of Ana Prado' }).waitFor();
    await page.getByLabel('Reads by itself').click({ force: true });
    await page.getByText('Only what it reads by itself.').waitFor();
    await page.getByLabel('Phone is on').click({ force: true });
    await page.getByText('the phone is off').waitFor();
  });
});

/** A picture of one pixel. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
