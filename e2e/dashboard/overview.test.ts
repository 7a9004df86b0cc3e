import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';
import { fillInbox, webNumber } from './sandbox-numbers.ts';

const chartName = 'Messages in and out over time';
const chart = (page: Page) => page.getByRole('slider', { name: chartName });
const figure = (page: Page, name: string) =>
  page.locator('.recado-figure').filter({ hasText: name }).locator('.recado-figure-value');
const numberIn = async (page: Page, name: string): Promise<number> =>
  Number((await figure(page, name).innerText()).replaceAll(/\D/g, ''));
const said = (page: Page) => chart(page).getAttribute('aria-valuetext');

describeDashboard('the overview', (suite) => {
  it('moves by itself when messages go out and come in', async () => {
    const page = await suite.openSignedIn();
    await chart(page).waitFor();
    const before = { in: await numberIn(page, 'Messages in'), out: await numberIn(page, 'Messages out') };
    // The simulated customer reads and answers each message.
    await fillInbox(suite.scene.client);
    await expect.poll(() => numberIn(page, 'Messages out'), { timeout: 30_000 }).toBeGreaterThan(before.out);
    await expect.poll(() => numberIn(page, 'Messages in'), { timeout: 30_000 }).toBeGreaterThan(before.in);
    const delivery = page.getByRole('region', { name: 'Delivery' });
    await expect
      .poll(() => delivery.locator('.recado-funnel-stage', { hasText: 'Read' }).innerText(), {
        timeout: 30_000,
      })
      .toMatch(/[1-9]/);
    await expect.poll(() => figure(page, 'Accepted to sent').innerText()).toMatch(/\d/);
    await chart(page).press('End');
    expect(await said(page)).toMatch(/In \d+, Out \d+$/);
  });

  describe('the chart', () => {
    it('is read and looked at closer with the keyboard alone', async () => {
      const page = await suite.openSignedIn({}, '/app/?period=day');
      await chart(page).focus();
      const all = Number(await chart(page).getAttribute('aria-valuemax'));
      await page.keyboard.press('Home');
      const first = await said(page);
      await page.keyboard.press('ArrowRight');
      expect(await said(page)).not.toBe(first);
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Enter');
      await page.getByText('Each point: 2 minutes').waitFor();
      await page.keyboard.press('-');
      await page.getByText('Each point: 5 minutes').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('Each point: 30 minutes').waitFor();
      expect(Number(await chart(page).getAttribute('aria-valuemax'))).toBe(all);
    });

    it('is looked at closer by dragging, and as a whole again with a button', async () => {
      const page = await suite.openSignedIn();
      const box = await chart(page).boundingBox();
      if (box === null) throw new Error('The chart has no place');
      const y = box.y + box.height / 2;
      await page.mouse.move(box.x + box.width * 0.5, y);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.7, y, { steps: 4 });
      await page.mouse.up();
      await expect.poll(async () => Number(await chart(page).getAttribute('aria-valuemax'))).toBeLessThan(16);
      await button(page, 'Show everything').click();
      await expect.poll(async () => Number(await chart(page).getAttribute('aria-valuemax'))).toBe(60);
    });

    it('has the same figures as a table', async () => {
      const page = await suite.openSignedIn({}, '/app/?period=month');
      await button(page, 'Show as a table').click();
      const table = page.getByRole('region', { name: chartName });
      await expect.poll(() => table.getByRole('row').count()).toBe(31);
      await button(page, 'Show as a chart').click();
      await chart(page).waitFor();
    });
  });

  it('keeps the period in the address', async () => {
    const page = await suite.openSignedIn();
    await page.getByText('7 days', { exact: true }).click();
    await page.waitForURL(/period=week/);
    await page.reload();
    await page.getByText(/^Each point: 3 hours/).waitFor();
  });

  it('leads from what failed to the messages, and from numbers to those in that state', async () => {
    const page = await suite.openSignedIn();
    const failures = page.getByRole('link', { name: 'Failed', exact: true });
    expect(await failures.first().getAttribute('href')).toMatch(/\/messages\?.*status=failed/);
    await page
      .getByRole('region', { name: 'Numbers' })
      .getByRole('link', { name: /^Connected/ })
      .click();
    await heading(page, 'Numbers').waitFor();
    expect(new URL(page.url()).search).toBe('?status=connected');
  });

  it('shows a failure with its cause', async () => {
    const { cloudId } = await webNumber(suite.scene.client);
    // WhatsApp refuses a template that it does not know.
    await suite.scene.client.expect('POST', '/messages/send', {
      instanceId: cloudId,
      recipient: '+5511900000001',
      message: { type: 'template', content: { name: 'there_is_none', language: 'pt_BR' } },
    });
    const page = await suite.openSignedIn();
    const failures = page.getByRole('region', { name: 'Recent failures' });
    await failures.getByTitle('+5511900000001').first().waitFor();
    expect(await failures.innerText()).toMatch(/template/i);
  });

  it('shows those who may read statistics but no messages no way to them', async () => {
    const account = await createUser(suite.scene.client, 'viewer', { remove: ['messages:read'] });
    const page = await suite.open();
    await signIn(page, account);
    await chart(page).waitFor();
    expect(await page.getByRole('region', { name: 'Recent failures' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Messages out' }).count()).toBe(0);
  });
});
