import { WebhookDeliveryPage, WebhookReplayPage, WebhookWithSecret, type WebhookId } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';
import { webNumber } from './sandbox-numbers.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';
import { fareBefore, happenBefore } from './webhook-scene.ts';

const POLL = { timeout: 30_000 };

describeDashboard('the dashboard: webhooks', (suite) => {
  const sendMessage = async (content: string): Promise<void> => {
    const { cloudId } = await webNumber(suite.scene.client);
    await suite.scene.client.expect('POST', '/messages/send', {
      instanceId: cloudId,
      recipient: '+5511900000001',
      message: { type: 'text', content },
    });
  };
  const addWebhook = async (url: string, settings: Record<string, unknown> = {}) =>
    WebhookWithSecret.parse(
      await suite.scene.client.expect('POST', '/webhooks', { url, events: ['message.sent'], ...settings }),
    );
  const deliveriesOf = async (id: WebhookId, query = '') =>
    WebhookDeliveryPage.parse(await suite.scene.client.expect('GET', `/webhooks/${id}/deliveries?${query}`))
      .items;
  const rows = (page: Page) => page.getByRole('button', { name: /^Details of / });

  it('an endpoint is added by hand, with its secret shown once and a program that verifies it', async () => {
    const receiver = await startWebhookReceiver();
    const page = await suite.openSignedIn({}, '/app/webhooks/new');
    const add = button(page, 'Add the endpoint');
    expect(await add.isDisabled()).toBe(true);
    const address = page.getByLabel(/^Address/);
    await address.fill('not an address');
    await address.blur();
    await page.getByText('An address begins with https:// and has no spaces.').waitFor();
    await address.fill(receiver.url);
    await page.getByText(/^This looks like a private address/).waitFor();
    await page.getByRole('button', { name: 'Show the events of Messages' }).click();
    await page.getByRole('button', { name: 'Example of message.received' }).click();
    await page
      .getByRole('region', { name: 'Example of message.received' })
      .getByText('"whatsappId"')
      .waitFor();
    await page.getByText('Given up after about').waitFor();
    await add.click();
    await heading(page, 'The endpoint is there').waitFor();
    expect(await page.getByLabel('Secret of the signatures').inputValue()).toMatch(/^whsec_/);
    for (const [language, sign] of [
      ['TypeScript', 'verifyWebhook'],
      ['Python', 'hmac.compare_digest'],
      ['PHP', 'hash_equals'],
      ['Shell', 'openssl dgst'],
    ] as const) {
      await page.getByText(language, { exact: true }).click();
      await page
        .getByRole('region', { name: `Receiver in ${language}` })
        .getByText(sign)
        .first()
        .waitFor();
    }
    await page.getByRole('link', { name: 'Go to the endpoint' }).click();
    await page.getByText('Nothing was delivered yet').waitFor();
    await button(page, 'Send a test').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('The endpoint took it').waitFor();
    expect(receiver.headersSeen('recado-test')).toEqual(['true']);
  });

  it('a failure is seen with what went over the wire, and retried once the endpoint is repaired', async () => {
    const receiver = await startWebhookReceiver();
    receiver.answers(500, '{"reason":"no disk"}');
    const webhook = await addWebhook(receiver.url, { retryConfig: { maxRetries: 0 } });
    const page = await suite.openSignedIn({}, `/app/webhooks/${webhook.id}`);
    await page.getByText('Nothing was delivered yet').waitFor();
    await sendMessage('Olá');
    await rows(page).first().click(POLL);
    const drawer = page.getByRole('dialog');
    await drawer.getByText('The endpoint itself failed. Its log says why.').waitFor(POLL);
    await drawer
      .getByRole('region', { name: 'Body of the response' })
      .getByText('"reason": "no disk"')
      .waitFor();
    await drawer
      .getByRole('region', { name: 'Body of the request' })
      .getByText('"type": "message.sent"')
      .waitFor();
    receiver.answers(204);
    await drawer.getByRole('button', { name: 'Retry now' }).click();
    await drawer.getByText('Delivered', { exact: true }).waitFor(POLL);
    await drawer.getByRole('button', { name: /^Try 2 · 204/ }).waitFor();
    const [first, second] = receiver.headersSeen('webhook-id');
    expect(second).toBe(first);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await page.goto(`/app/webhooks/${webhook.id}?state=failed`);
    await page.getByText('Nothing fits these filters').waitFor();
    await page.getByLabel('Event id').fill(String(first));
    await page.getByRole('link', { name: 'Clear the filters' }).click();
    await rows(page).first().waitFor();
  });

  it('what was given up is replayed, and how far it is stays in the address', async () => {
    const receiver = await startWebhookReceiver();
    receiver.answers(500);
    const webhook = await addWebhook(receiver.url, { retryConfig: { maxRetries: 0 } });
    await sendMessage('um');
    await sendMessage('dois');
    await expect.poll(async () => (await deliveriesOf(webhook.id, 'state=failed')).length, POLL).toBe(2);
    receiver.answers(200);
    const page = await suite.openSignedIn({}, `/app/webhooks/${webhook.id}`);
    await button(page, 'Replay').click();
    await button(page, 'Start the replay').click();
    const done = page.getByText('Replay done: 2 events queued. Their deliveries are below.');
    await done.waitFor(POLL);
    await page.reload();
    await done.waitFor(POLL);
    await expect.poll(async () => (await deliveriesOf(webhook.id, 'state=delivered')).length, POLL).toBe(2);
    await page.getByRole('cell', { name: 'Delivered' }).nth(1).waitFor(POLL);
  });

  it('a replay that runs is found by who comes to the page, and stopped with what was queued told', async () => {
    const receiver = await startWebhookReceiver();
    const webhook = await addWebhook(receiver.url, { rateLimit: 1 });
    await sendMessage('muitos');
    await expect.poll(async () => (await deliveriesOf(webhook.id)).length, POLL).toBe(1);
    await happenBefore(suite.scene, 1_500);
    const page = await suite.openSignedIn({}, `/app/webhooks/${webhook.id}`);
    await button(page, 'Replay').click();
    await page.getByLabel('All events of the time').check();
    await button(page, 'Start the replay').click();
    const progress = page.getByRole('progressbar', { name: 'Replaying' });
    await progress.waitFor();
    // Who comes later has no address that names it.
    await page.goto(`/app/webhooks/${webhook.id}`);
    await progress.waitFor();
    await page.getByText(/^Replaying: 1,\d{3} of 1,\d{3} events queued$/).waitFor(POLL);
    await button(page, 'Stop').click();
    const stopped = page.getByText(/^Replay stopped: 1,\d{3} of 1,\d{3} events queued/);
    await stopped.waitFor();
    await page.reload();
    await stopped.waitFor();
    await button(page, 'Hide').click();
    await stopped.waitFor({ state: 'detached' });
    const { items } = WebhookReplayPage.parse(
      await suite.scene.client.expect('GET', `/webhooks/${webhook.id}/replays`),
    );
    expect(items.map(({ state }) => state)).toEqual(['stopped']);
  });

  it('how it fared is looked at closer with the keyboard, by dragging, and as a table', async () => {
    const receiver = await startWebhookReceiver();
    const webhook = await addWebhook(receiver.url);
    await fareBefore(suite.scene, webhook.id);
    const page = await suite.openSignedIn({}, `/app/webhooks/${webhook.id}?hours=168`);
    const chart = page.getByRole('slider', { name: 'Requests that succeeded and failed, by hour' });
    await chart.focus();
    await page.getByText('Each point: 3 hours').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/: Succeeded \d+, Failures \d+$/);
    for (let marked = 0; marked < 6; marked++) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByText('Each point: 1 hour', { exact: true }).waitFor();
    expect(await chart.getAttribute('aria-valuemax')).toBe('21');
    await button(page, 'Show as a table').click();
    const table = page.getByRole('region', { name: 'Requests that succeeded and failed, by hour' });
    await table.getByRole('columnheader', { name: 'Failures' }).waitFor();
    expect(await table.getByRole('row').count()).toBe(22);
    await button(page, 'Show as a chart').click();
    await button(page, 'Show everything').click();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('The chart has no place');
    await page.mouse.move(box.x + box.width * 0.2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await page.getByText('Each point: 1 hour', { exact: true }).waitFor();
  });

  it('its secret is changed with both signing for a day, and an earlier end is asked for', async () => {
    const receiver = await startWebhookReceiver();
    const webhook = await addWebhook(receiver.url);
    const page = await suite.openSignedIn({}, `/app/webhooks/${webhook.id}`);
    const rotate = async (): Promise<void> => {
      await button(page, /^More for/).click();
      await page.getByRole('menuitem', { name: 'Change the secret' }).click();
    };
    await rotate();
    await button(page, 'Make a new secret').click();
    const secret = page.getByLabel('Secret of the signatures');
    expect(await secret.inputValue()).toMatch(/^whsec_/);
    expect(await secret.inputValue()).not.toBe(webhook.secret);
    await button(page, 'Done').click();
    await page.getByText(/^Two secrets sign until /).waitFor();
    await sendMessage('assinado');
    await expect
      .poll(() => receiver.headersSeen('webhook-signature').map((one) => one.split(' ').length), POLL)
      .toEqual([2]);
    await rotate();
    expect(await button(page, 'Make a new secret').isDisabled()).toBe(true);
    await page.getByLabel('Yes, end the older secret now').check();
    await button(page, 'Make a new secret').click();
    await secret.waitFor();
  });

  it('one that answered 410 says why it is off, and is switched on again', async () => {
    const receiver = await startWebhookReceiver();
    receiver.answers(410);
    const webhook = await addWebhook(receiver.url);
    const page = await suite.openSignedIn({}, `/app/webhooks/${webhook.id}`);
    await sendMessage('adeus');
    await page.getByText('Recado switched this endpoint off').waitFor(POLL);
    receiver.answers(204);
    await button(page, 'Switch on').click();
    await page.getByText('Active', { exact: true }).waitFor(POLL);
    await expect.poll(async () => (await deliveriesOf(webhook.id, 'state=delivered')).length, POLL).toBe(1);
  });

  it('its settings are saved, without the values of headers that nobody can read', async () => {
    const receiver = await startWebhookReceiver();
    const webhook = await addWebhook(receiver.url, { headers: { 'x-token': 'hidden' } });
    const page = await suite.openSignedIn({}, `/app/webhooks/${webhook.id}?tab=settings`);
    await page.getByText('Sent along now: x-token. Their values are secret.').waitFor();
    await page.getByLabel(/^Description/).fill('CRM');
    await page.getByLabel('Tries after the first').fill('2');
    await button(page, 'Save').click();
    await heading(page, 'CRM').waitFor();
    await sendMessage('com cabeçalho');
    await expect.poll(() => receiver.headersSeen('x-token'), POLL).toEqual(['hidden']);
    expect(await suite.scene.client.expect('GET', `/webhooks/${webhook.id}`)).toMatchObject({
      description: 'CRM',
      retryConfig: { maxRetries: 2 },
      headerNames: ['x-token'],
    });
  });

  it('a viewer reads it and changes nothing; a deleted one is gone from the list', async () => {
    const receiver = await startWebhookReceiver();
    const webhook = await addWebhook(receiver.url, { description: 'Short-lived' });
    const viewer = await suite.open();
    await signIn(
      viewer,
      await createUser(suite.scene.client, 'viewer'),
      `/app/webhooks/${webhook.id}?tab=settings`,
    );
    await viewer.getByLabel(/^Address/).waitFor();
    expect(await viewer.getByLabel(/^Address/).isDisabled()).toBe(true);
    expect(await button(viewer, 'Send a test').count()).toBe(0);
    const page = await suite.openSignedIn({}, '/app/webhooks');
    await button(page, 'More for Short-lived').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await button(page, 'Delete the endpoint').click();
    await page.getByRole('link', { name: 'Short-lived' }).waitFor({ state: 'detached' });
  });
});
