import { readFile } from 'node:fs/promises';
import { Message } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';
import { failedMessage, reaches, send, text } from './message-scene.ts';
import { talk } from './thread-scene.ts';

const rowOf = (page: Page, words: string | RegExp) => page.getByRole('row').filter({ hasText: words });
const details = (page: Page, title: string) => page.getByRole('dialog', { name: title });

/** What the browser saves when something is clicked. */
async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; content: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: file.suggestedFilename(), content: await readFile(await file.path(), 'utf8') };
}

describeDashboard('the dashboard: messages', (suite) => {
  it('keeps its filters in the address, over a reload and with the way back', async () => {
    const { client } = suite.scene;
    await failedMessage(client, '+5511933330001');
    await send(client, '+5511933330002', text('Bom dia'));
    const page = await suite.openSignedIn({}, '/app/messages');
    await rowOf(page, '+5511933330002').first().waitFor();
    await page.getByLabel('Status').selectOption('failed');
    await rowOf(page, '+5511933330002').first().waitFor({ state: 'detached' });
    await page.getByLabel('Type').selectOption('template');
    await page.reload();
    await rowOf(page, '+5511933330001').waitFor();
    expect(await page.getByLabel('Status').inputValue()).toBe('failed');
    expect(new URL(page.url()).search).toBe('?status=failed&type=template');
    await page.getByRole('link', { name: '+5511933330001' }).click();
    await details(page, 'To +5511933330001').waitFor();
    await page.goBack();
    await details(page, 'To +5511933330001').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Status').inputValue()).toBe('failed');
    await button(page, 'Clear filters').click();
    await rowOf(page, '+5511933330002').first().waitFor();
  });

  it('shows why a message failed and what went over the wire, and sends it again', async () => {
    const { client } = suite.scene;
    const message = await failedMessage(client, '+5511933330003');
    const page = await suite.openSignedIn({}, `/app/messages/${message.id}`);
    const drawer = details(page, 'To +5511933330003');
    await drawer.getByText(/^Template name does not exist in the translation.*\(132001\)$/).waitFor();
    await drawer.getByRole('tab', { name: 'Exchange with WhatsApp' }).click();
    const request = drawer.getByRole('region', { name: 'Request' });
    expect(JSON.parse(await request.innerText())).toMatchObject({
      to: '+5511933330003',
      biz_opaque_callback_data: message.id,
    });
    const answer = drawer.getByRole('region', { name: 'Answer to attempt 1' });
    expect(JSON.parse(await answer.innerText())).toMatchObject({ error: { code: 132_001 } });
    await drawer.getByText(/^HTTP 400/).waitFor();
    await drawer.getByRole('tab', { name: 'What happened' }).click();
    await drawer.getByRole('button', { name: 'Send again' }).click();
    await drawer.getByText('Sent again by hand').waitFor();
    await drawer.getByRole('tabpanel').getByText('Failed', { exact: true }).nth(1).waitFor();
  });

  it('says that a message is in doubt, and warns before it is sent again', async () => {
    const made = await talk(suite.scene.client, '61', 'Dora');
    await made.received(await made.customer({ type: 'text', text: 'Hello' }));
    await made.order({ kind: 'dropAnswer' });
    const { id } = await made.us({ type: 'text', content: 'Did it arrive?' });
    await made.reaches(id, 'in_doubt');
    const page = await suite.openSignedIn({}, '/app/messages?status=in_doubt');
    await rowOf(page, 'Did it arrive?').getByRole('link').click();
    const drawer = details(page, 'To Dora');
    const doubt = drawer.getByRole('alert').filter({ hasText: 'Nobody knows whether it arrived' });
    await doubt.waitFor();
    await drawer.getByRole('button', { name: 'Send again' }).click();
    const question = page.getByRole('dialog', { name: 'Send it again?' });
    await question.getByText('The customer may get it twice').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    expect((await made.messages()).at(0)?.status).toBe('in_doubt');
    await drawer.getByRole('button', { name: 'Send again' }).click();
    await question.getByRole('button', { name: 'Send it again' }).click();
    const course = drawer.getByRole('tabpanel');
    for (const step of ['Accepted', 'In doubt', 'Sent again by hand', 'Taken by WhatsApp', 'Delivered'])
      await course.getByText(step, { exact: true }).waitFor();
    await doubt.waitFor({ state: 'detached' });
    // It no longer is what the list was asked for.
    await page.getByText('No message is like that').waitFor();
  });

  it('calls off a message that waits for its time', async () => {
    const { client } = suite.scene;
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const message = await send(client, '+5511933330004', text('Amanhã'), { sendAt });
    const page = await suite.openSignedIn({}, `/app/messages/${message.id}`);
    const drawer = details(page, 'To +5511933330004');
    await drawer.getByRole('button', { name: 'Call off' }).click();
    await drawer.getByText('Cancelled').first().waitFor();
    expect((await client.message(message.id)).status).toBe('cancelled');
  });

  it('finds messages by their words in other forms, and marks these', async () => {
    const { client } = suite.scene;
    await send(client, '+5511933330005', text('Os pedidos chegaram ontem'));
    const page = await suite.openSignedIn({}, '/app/messages');
    await page.getByLabel('Search in messages').fill('pedido chegou');
    const row = rowOf(page, 'Os pedidos chegaram ontem');
    await row.locator('mark').first().waitFor();
    expect(await row.locator('mark').allInnerTexts()).toEqual(['pedidos', 'chegaram']);
    await page.getByLabel('How to search').selectOption('part');
    await heading(page, 'Messages').waitFor();
    await page.getByText('No message is like that').waitFor();
    expect(new URL(page.url()).searchParams.get('find')).toBe('part');
  });

  it('exports just what the filters show', async () => {
    const { client } = suite.scene;
    const message = await send(client, '+5511933330006', text('=1+1'));
    await reaches(client, message, 'read');
    const page = await suite.openSignedIn({}, '/app/messages?contact=%2B5511933330006&direction=outbound');
    await rowOf(page, '=1+1').waitFor();
    const table = await saved(page, async () => {
      await button(page, 'Export').click();
      await page.getByRole('menuitem', { name: 'Table (CSV)' }).click();
    });
    expect(table.name).toMatch(/^recado-messages-[\d-]+\.csv$/);
    const rows = table.content.trimEnd().split('\r\n');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain(`,outbound,+15550100001,+5511933330006,,text,'=1+1,read,`);
    const lines = await saved(page, async () => {
      await button(page, 'Export').click();
      await page.getByRole('menuitem', { name: 'JSON lines' }).click();
    });
    expect(Message.parse(JSON.parse(lines.content)).id).toBe(message.id);
  });

  it('tells of what came meanwhile, and moves nothing until it is asked to', async () => {
    const { client } = suite.scene;
    const first = await send(client, '+5511933330007', text('Primeira'));
    await reaches(client, first, 'read');
    const page = await suite.openSignedIn({}, '/app/messages?contact=%2B5511933330007&direction=outbound');
    await rowOf(page, 'Primeira').waitFor();
    await send(client, '+5511933330007', text('Segunda'));
    await button(page, '1 new message').waitFor();
    expect(await rowOf(page, 'Segunda').count()).toBe(0);
    await button(page, '1 new message').click();
    await rowOf(page, 'Segunda').filter({ hasText: 'Read' }).waitFor();
    await button(page, '1 new message').waitFor({ state: 'detached' });
  });

  it('sends one by hand, and shows at once what becomes of it', async () => {
    const page = await suite.openSignedIn({}, '/app/messages');
    await button(page, 'Send a message').click();
    const dialog = page.getByRole('dialog', { name: 'Send a message' });
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('Write something').waitFor();
    await dialog.getByLabel('Number').selectOption({ label: 'Sandbox (+15550100001)' });
    await dialog.getByLabel('To').fill('+5511933330008');
    await dialog.getByLabel('Text').fill('Olá por aqui');
    await dialog.getByRole('button', { name: 'Send' }).click();
    const drawer = details(page, 'To +5511933330008');
    await drawer.getByRole('tabpanel').getByText('Read', { exact: true }).waitFor();
  });

  it('offers nothing that the role may not do', async () => {
    const { client } = suite.scene;
    const message = await failedMessage(client, '+5511933330009');
    const viewer = await createUser(client, 'viewer');
    const page = await suite.open();
    await signIn(page, viewer, `/app/messages/${message.id}`);
    const drawer = details(page, 'To +5511933330009');
    await drawer.getByRole('link', { name: 'Open the conversation' }).waitFor();
    expect(await page.getByRole('button', { name: 'Send again', includeHidden: true }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Send a message', includeHidden: true }).count()).toBe(0);
  });
});
