import { MediaDetails, ConversationMessagePage, type Message } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { pngFile } from './files.ts';
import { addCustomer, customerWrites, distributeByHand, type Customer } from './inbox-scene.ts';
import { button } from './locators.ts';

/** The machine may be busy with other things. */
const patience = { timeout: 30_000 };
const field = (page: Page, name: string) => page.getByRole('textbox', { name: `Message to ${name}` });
const thread = (page: Page) => page.getByRole('region', { name: 'Messages' });
const sendButton = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** Gives the page a file as a paste or a drop does. */
const hand = (
  page: Page,
  way: 'paste' | 'drop',
  file: { name: string; type: string; bytes: Buffer },
): Promise<unknown> =>
  page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${file.bytes.toString('base64')}'), (c) => c.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], '${file.name}', { type: '${file.type}' }));
    const target = document.querySelector('[data-composer]');
    target.dispatchEvent('${way}' === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  })()`);

describeDashboard('the dashboard: the composer', (suite) => {
  const customers = new Map<string, Customer>();
  const names = ['Ana', 'Bia', 'Caio', 'Davi', 'Eva', 'Gil', 'Hugo', 'Ivo', 'Jade', 'Lia', 'Mel'];
  const customerOf = (name: string): Customer => {
    const customer = customers.get(name);
    if (customer === undefined) throw new Error(`${name} is not there`);
    return customer;
  };
  const openWith = async (name: string): Promise<Page> => {
    const page = await suite.openSignedIn({}, `/app/inbox/${customerOf(name).conversation.id}`);
    await field(page, name).waitFor(patience);
    return page;
  };
  const sentTo = async (name: string): Promise<Message[]> => {
    const path = `/conversations/${customerOf(name).conversation.id}/messages?limit=50`;
    const { items } = ConversationMessagePage.parse(await suite.scene.client.expect('GET', path));
    return items.filter(({ direction }) => direction === 'outbound');
  };
  /** The only message that was sent there, once there is one. */
  const onlySent = async (name: string): Promise<Message> => {
    await expect.poll(async () => (await sentTo(name)).length, patience).toBe(1);
    const [message] = await sentTo(name);
    if (message === undefined) throw new Error('Nothing was sent');
    return message;
  };
  const statusOf = (name: string) => async (): Promise<string | undefined> => (await sentTo(name))[0]?.status;

  beforeAll(async () => {
    const { client } = suite.scene;
    await distributeByHand(client);
    for (const [index, name] of names.entries()) {
      const customer = await addCustomer(client, name, 40 + index);
      customers.set(name, customer);
      await customerWrites(client, customer, `Olá, aqui é ${name}`);
    }
  });

  it('sends with Enter, breaks the line with Shift+Enter, keeps a draft over a reload, and is seen to be read', async () => {
    const page = await openWith('Ana');
    await field(page, 'Ana').fill('Bom dia!');
    await field(page, 'Ana').press('Shift+Enter');
    await field(page, 'Ana').pressSequentially('Em que posso ajudar?');
    await page.reload();
    await expect.poll(() => field(page, 'Ana').inputValue()).toBe('Bom dia!\nEm que posso ajudar?');
    await field(page, 'Ana').press('Enter');
    await expect.poll(() => field(page, 'Ana').inputValue()).toBe('');
    await expect.poll(statusOf('Ana'), patience).toBe('read');
    expect((await onlySent('Ana')).message).toMatchObject({ content: 'Bom dia!\nEm que posso ajudar?' });
    await thread(page).getByText('Em que posso ajudar?').waitFor(patience);
  });

  it('puts WhatsApp’s marks around what is selected', async () => {
    const page = await openWith('Ana');
    await field(page, 'Ana').fill('importante');
    await field(page, 'Ana').press('ControlOrMeta+a');
    await field(page, 'Ana').press('ControlOrMeta+b');
    expect(await field(page, 'Ana').inputValue()).toBe('*importante*');
    await field(page, 'Ana').press('ControlOrMeta+b');
    expect(await field(page, 'Ana').inputValue()).toBe('importante');
    await field(page, 'Ana').fill('');
  });

  it('sends with Ctrl+Enter alone, once that is chosen', async () => {
    const page = await openWith('Bia');
    await button(page, 'How to send').click();
    await page.getByRole('menuitemradio', { name: 'Ctrl + Enter' }).click();
    await field(page, 'Bia').fill('Olá');
    await field(page, 'Bia').press('Enter');
    expect(await field(page, 'Bia').inputValue()).toBe('Olá\n');
    await field(page, 'Bia').press('Control+Enter');
    expect((await onlySent('Bia')).message).toMatchObject({ content: 'Olá' });
  });

  it('offers templates only once the window is closed, and sends one that is filled in', async () => {
    const page = await openWith('Caio');
    await page.clock.setSystemTime(Date.now() + 25 * 60 * 60 * 1_000);
    await page.getByText('The 24-hour window is closed').waitFor(patience);
    await button(page, 'Choose a template').click();
    const dialog = page.getByRole('dialog', { name: 'Send a template' });
    await dialog.getByRole('searchbox').fill('pedido');
    await dialog.getByRole('button', { name: /order_update/ }).click();
    await dialog.getByRole('button', { name: 'Send the template' }).click();
    await expect.poll(() => dialog.getByText('Fill this in.').count()).toBe(2);
    await dialog.getByLabel('Variable 1').fill('Caio');
    await dialog.getByLabel('Variable 2').fill('1042');
    await dialog.getByText('Olá Caio, o seu pedido 1042 está a caminho.').waitFor();
    await dialog.getByRole('button', { name: 'Send the template' }).click();
    expect((await onlySent('Caio')).message).toMatchObject({
      type: 'template',
      content: { name: 'order_update', language: 'pt_BR' },
    });
    await expect.poll(statusOf('Caio'), patience).toBe('read');
  });

  it('sends a pasted picture and a dropped document, the text as a caption', async () => {
    const page = await openWith('Davi');
    await field(page, 'Davi').fill('Veja');
    await hand(page, 'paste', { name: 'tela.png', type: 'image/png', bytes: pngFile(60, 40) });
    await page.getByRole('img', { name: 'tela.png' }).waitFor();
    await hand(page, 'drop', { name: 'contrato.pdf', type: 'application/pdf', bytes: pdf });
    await page.getByRole('listitem').filter({ hasText: 'contrato.pdf' }).waitFor();
    await sendButton(page).click();
    await expect
      .poll(async () => (await sentTo('Davi')).map(({ status }) => status), patience)
      .toEqual(['read', 'read']);
    expect((await sentTo('Davi')).map(({ message }) => message)).toMatchObject([
      { type: 'document', content: { filename: 'contrato.pdf' } },
      { type: 'image', content: { caption: 'Veja' } },
    ]);
  });

  it('says before the upload what WhatsApp does not take, and loses nothing', async () => {
    const page = await openWith('Eva');
    await field(page, 'Eva').fill('Segue');
    await hand(page, 'drop', { name: 'a.zip', type: 'application/zip', bytes: Buffer.from('PK') });
    await page.getByRole('alert').getByText('WhatsApp does not take files such as a.zip').waitFor();
    // The server looks at the bytes: a picture by name only is refused there.
    await hand(page, 'drop', { name: 'falsa.png', type: 'image/png', bytes: Buffer.from('no picture') });
    await button(page, 'Upload falsa.png again').waitFor(patience);
    expect(await sendButton(page).isDisabled()).toBe(true);
    await button(page, 'Remove falsa.png').click();
    expect(await field(page, 'Eva').inputValue()).toBe('Segue');
    await sendButton(page).click();
    expect((await onlySent('Eva')).message).toMatchObject({ type: 'text', content: 'Segue' });
  });

  it('records a voice message, which arrives as Ogg', async () => {
    const page = await openWith('Gil');
    await button(page, 'Record a voice message').click();
    await page.getByRole('timer').getByText('0:01').waitFor(patience);
    await button(page, 'Stop and listen').click();
    await page.getByRole('group', { name: 'Voice message' }).waitFor(patience);
    await sendButton(page).click();
    const { message } = await onlySent('Gil');
    expect(message).toMatchObject({ type: 'audio', content: { voice: true } });
    const mediaId =
      message.type === 'audio' && typeof message.content === 'object' && message.content.mediaId;
    const details = MediaDetails.parse(
      await suite.scene.client.expect('GET', `/media/${String(mediaId)}/details`),
    );
    expect(details.mimeType).toMatch(/^audio\/ogg/);
    await expect.poll(statusOf('Gil'), patience).toBe('read');
  });

  it('keeps quick replies, and completes one by its shortcut', async () => {
    const page = await openWith('Hugo');
    await button(page, 'Quick replies').click();
    const dialog = page.getByRole('dialog', { name: 'Quick replies' });
    await dialog.getByRole('button', { name: 'New' }).click();
    await dialog.getByLabel('Shortcut').fill('Prazo');
    await dialog.getByLabel('Text', { exact: true }).fill('{{contact.name}}, até 3 dias.');
    await dialog.getByText('Hugo, até 3 dias.').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: /^\/prazo/ }).waitFor();
    await page.keyboard.press('Escape');
    await field(page, 'Hugo').pressSequentially('Olá! /pra');
    await page.getByRole('option', { name: /prazo/ }).waitFor(patience);
    await page.keyboard.press('Enter');
    expect(await field(page, 'Hugo').inputValue()).toBe('Olá! Hugo, até 3 dias.');
    await field(page, 'Hugo').press('Enter');
    expect((await onlySent('Hugo')).message).toMatchObject({ content: 'Olá! Hugo, até 3 dias.' });
  });

  it('completes an emoji by name, and picks one', async () => {
    const page = await openWith('Hugo');
    await field(page, 'Hugo').pressSequentially(':waving');
    await page.getByRole('option', { name: 'waving hand' }).waitFor(patience);
    await page.keyboard.press('Tab');
    expect(await field(page, 'Hugo').inputValue()).toBe('👋 ');
    await button(page, 'Emoji').click();
    await page.getByRole('searchbox', { name: 'Search emoji' }).fill('red heart');
    await button(page, 'red heart').click();
    expect(await field(page, 'Hugo').inputValue()).toBe('👋 ❤️');
  });

  it('sends tomorrow morning, unless it is called off', async () => {
    const page = await openWith('Ivo');
    await field(page, 'Ivo').fill('Bom dia');
    await button(page, 'How to send').click();
    await page.getByRole('menuitem', { name: 'Tomorrow, 9:00' }).click();
    await button(page, 'Schedule').click();
    const message = await onlySent('Ivo');
    expect([message.status, new Date(message.sendAt).getHours()]).toEqual(['pending', 9]);
    await thread(page).getByRole('button', { name: 'Do not send' }).click(patience);
    await expect.poll(statusOf('Ivo'), patience).toBe('cancelled');
  });

  it('builds a list', async () => {
    const page = await openWith('Jade');
    await button(page, 'More to send').click();
    await page.getByRole('menuitem', { name: 'List' }).click();
    const dialog = page.getByRole('dialog', { name: 'List' });
    await dialog.getByLabel('Text', { exact: true }).fill('Qual setor?');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('There are too few.').waitFor();
    await dialog.getByLabel('Text of the button that opens the list').fill('Escolher');
    await dialog.getByLabel('Row 1', { exact: true }).fill('Vendas');
    await dialog.getByLabel('Row 2', { exact: true }).fill('Suporte');
    await dialog.getByRole('button', { name: 'Send' }).click();
    expect((await onlySent('Jade')).message).toMatchObject({ type: 'list', content: { button: 'Escolher' } });
    await expect.poll(statusOf('Jade'), patience).toBe('read');
  });

  it('writes a note that only the team sees', async () => {
    const page = await openWith('Jade');
    await page.getByText('Note', { exact: true }).first().click();
    await page.getByRole('textbox', { name: 'Note for the team' }).fill('Cliente antiga');
    await button(page, 'Save the note').click();
    await field(page, 'Jade').waitFor();
    expect(await sentTo('Jade')).toHaveLength(1);
    await expect
      .poll(() =>
        suite.scene.client.expect('GET', `/conversations/${customerOf('Jade').conversation.id}/notes`),
      )
      .toMatchObject({ items: [{ text: 'Cliente antiga' }] });
  });

  it('an answer that got lost doubles nothing', async () => {
    const page = await openWith('Lia');
    let asked = 0;
    await page.route('**/conversations/*/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      asked += 1;
      if (asked > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await field(page, 'Lia').fill('Uma vez só');
    await field(page, 'Lia').press('Enter');
    await expect.poll(() => asked, patience).toBe(2);
    await expect.poll(statusOf('Lia'), patience).toBe('read');
    expect(await sentTo('Lia')).toHaveLength(1);
  });

  it('what is sent while the server is down goes out once it is back, in order and once', async () => {
    const page = await openWith('Mel');
    const restarted = suite.scene.restart();
    for (const text of ['Primeira', 'Segunda']) {
      await field(page, 'Mel').fill(text);
      await field(page, 'Mel').press('Enter');
    }
    await restarted;
    const textsSent = async () => (await sentTo('Mel')).map(({ message: { content } }) => content);
    await expect.poll(textsSent, { timeout: 60_000 }).toEqual(['Segunda', 'Primeira']);
  });

  it('a role that only reads is told so', async () => {
    const viewer = await createUser(suite.scene.client, 'viewer');
    const page = await suite.open();
    await signIn(page, viewer, `/app/inbox/${customerOf('Ana').conversation.id}`);
    await page.getByText('You may read, not write').waitFor(patience);
    expect(await page.locator('[data-composer]').count()).toBe(0);
  });
});
