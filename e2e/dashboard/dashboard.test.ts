import { describe, expect, it } from 'vitest';
import { ApiClient } from '../harness/api.ts';
import { violationsOf } from './accessibility.ts';
import { narrow } from './browser.ts';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';
import { send, text } from './message-scene.ts';
import { webNumber } from './sandbox-numbers.ts';

describeDashboard('the dashboard in Chromium', (suite) => {
  describe('signing in', () => {
    it('leads to the page that was asked for', async () => {
      const page = await suite.openSignedIn({}, '/app/numbers?status=connected');
      await heading(page, 'Numbers').waitFor();
      expect(new URL(page.url()).search).toBe('?status=connected');
      await page.getByRole('link', { name: 'Sandbox', exact: true }).waitFor();
    });

    it('says what is wrong, in the place where it is wrong', async () => {
      const page = await suite.open();
      await page.goto('/app/');
      await page.getByLabel('Email').fill('nobody');
      await button(page, 'Sign in').click();
      await page.getByText('This is no email address').waitFor();
      await page.getByLabel(/^Tenant/).fill('first');
      await page.getByLabel('Email').fill('nobody@example.com');
      await page.getByLabel(/^Password/).fill('not the password');
      await button(page, 'Sign in').click();
      await page.getByRole('alert').getByText('The sign-in was refused').waitFor();
    });

    it('ends with signing out, here and everywhere', async () => {
      const account = await createUser(suite.scene.client, 'developer');
      const [page, other] = [await suite.open(), await suite.open()];
      for (const device of [page, other]) await signIn(device, account);
      await button(page, /^Account/).click();
      await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
      await heading(page, 'Sign in').waitFor();
      await other.reload();
      await other.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    });

    it('again after the session ended, goes on with what was typed', async () => {
      const account = await createUser(suite.scene.client, 'developer');
      const page = await suite.open();
      await signIn(page, account, '/app/numbers/new');
      await page.getByLabel(/^Name/).fill('Sales');
      await page.getByLabel(/^Phone number/).fill('+5511988880001');
      const elsewhere = new ApiClient(suite.scene.server.url);
      await elsewhere.signIn(account);
      await elsewhere.expect('POST', '/auth/logout', { everywhere: true });
      await button(page, 'Create and connect').click();
      const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
      await dialog.getByLabel(/^Password/).fill(account.password);
      await dialog.getByRole('button', { name: 'Sign in' }).click();
      await heading(page, 'Sales').waitFor();
      await page
        .getByRole('img', { name: 'QR code to be scanned with WhatsApp' })
        .or(page.getByText('Connecting').first())
        .first()
        .waitFor();
    });
  });

  it('what happens elsewhere is seen at once, also after the server was started anew', async () => {
    const { cloudId } = await webNumber(suite.scene.client);
    const page = await suite.openSignedIn({}, `/app/numbers/${cloudId}`);
    await page.getByRole('status', { name: 'Live updates: Live' }).waitFor();
    await suite.scene.client.expect('POST', `/instances/${cloudId}/disconnect`, {});
    await page.getByText('Disconnected', { exact: true }).waitFor();
    await suite.scene.restart();
    await suite.scene.client.expect('POST', `/instances/${cloudId}/connect`);
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.getByRole('status', { name: 'Live updates: Live' }).waitFor();
  });

  describe('a role', () => {
    it('that only reads sees numbers but nothing that changes them', async () => {
      const page = await suite.open();
      await signIn(page, await createUser(suite.scene.client, 'viewer'), '/app/numbers');
      await page.getByRole('link', { name: 'Sandbox', exact: true }).waitFor();
      expect(await button(page, /^Actions for/).count()).toBe(0);
      expect(await page.getByRole('link', { name: 'Connect a number' }).count()).toBe(0);
      await page.goto('/app/numbers/new');
      await page.getByText('Your role may not see this').waitFor();
    });

    it('without a page does not have it in the menu', async () => {
      const page = await suite.open();
      const permissions = { add: [], remove: ['instances:read'] };
      const account = await createUser(suite.scene.client, 'viewer', permissions);
      await signIn(page, account);
      await page.getByRole('link', { name: 'Overview' }).waitFor();
      expect(await page.getByRole('link', { name: 'Numbers' }).count()).toBe(0);
      await page.goto('/app/numbers');
      await page.getByText('instances:read').waitFor();
    });
  });

  describe('the keyboard', () => {
    it('reaches every page and every command', async () => {
      const page = await suite.openSignedIn();
      await heading(page, 'Overview').waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('n');
      await heading(page, 'Numbers').waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search commands' }).fill('overview');
      await page.keyboard.press('Enter');
      await heading(page, 'Overview').waitFor();
    });

    it('skips the menu', async () => {
      const page = await suite.openSignedIn();
      await heading(page, 'Overview').waitFor();
      await page.locator('body').press('Tab');
      await page.getByRole('link', { name: 'Skip to content' }).press('Enter');
      await page.locator('#main:focus').waitFor();
    });
  });

  it('speaks Portuguese to who reads it, and changes when asked, for the next visit too', async () => {
    const page = await suite.openSignedIn({ language: 'pt-BR' });
    await heading(page, 'Visão geral').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR');
    await button(page, /^Conta/).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await heading(page, 'Overview').waitFor();
    await page.reload();
    await heading(page, 'Overview').waitFor();
  });

  it('whichever page is opened first, its own styles come after the library’s and so change them', async () => {
    const { client } = suite.scene;
    const message = await send(client, '+5511933330101', text('Olá'));
    for (const first of [`/app/messages/${message.id}`, '/app/']) {
      const page = await suite.openSignedIn({ size: narrow }, first);
      if (first === '/app/') {
        await heading(page, 'Overview').waitFor();
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: 'Search commands' }).fill('messages');
        await page.keyboard.press('Enter');
        await page.getByRole('link', { name: '+5511933330101' }).click();
      }
      await page.getByRole('tablist').waitFor();
      expect(await page.evaluate("getComputedStyle(document.querySelector('[role=tablist]')).flexWrap")).toBe(
        'nowrap',
      );
    }
  });

  it('on a narrow screen the menu opens and closes', async () => {
    const page = await suite.openSignedIn({ size: narrow });
    await button(page, 'Open menu').click();
    await page.getByRole('dialog').getByRole('link', { name: 'Numbers' }).click();
    await heading(page, 'Numbers').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it.each(['light', 'dark'] as const)('in the %s theme axe finds nothing in the palette', async (theme) => {
    const page = await suite.openSignedIn({ theme });
    await heading(page, 'Overview').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search commands' }).waitFor();
    // A dialog over the page is in no landmark of it, and need not be.
    const violations = await violationsOf(page);
    expect(violations.filter((violation) => !violation.startsWith('region'))).toEqual([]);
  });
});
