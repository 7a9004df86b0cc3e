import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../harness/api.ts';
import { violationsOf } from './accessibility.ts';
import {
  missingBrowser,
  narrow,
  openPage,
  settled,
  startBrowser,
  usualView,
  type View,
  type Watched,
} from './browser.ts';
import {
  administrator,
  createUser,
  signIn,
  startDashboardScene,
  type DashboardScene,
} from './dashboard-scene.ts';
import { webNumber } from './sandbox-numbers.ts';

if (missingBrowser !== undefined) console.warn(`The tests in a browser are skipped: ${missingBrowser}`);

describe.skipIf(missingBrowser !== undefined)('the dashboard in Chromium', () => {
  let scene: DashboardScene;
  let browser: Browser;
  const opened: Watched[] = [];

  const open = async (view: Partial<View> = {}): Promise<Page> => {
    const watched = await openPage(browser, scene.server.url, { ...usualView, ...view });
    opened.push(watched);
    return watched.page;
  };
  const openSignedIn = async (view: Partial<View> = {}, path?: string): Promise<Page> => {
    const page = await open(view);
    await signIn(page, administrator, path);
    return page;
  };

  beforeAll(async () => {
    scene = await startDashboardScene();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await scene.close();
  });
  afterEach(async () => {
    for (const { page, complaints, hosts } of opened.splice(0)) {
      await page.context().close();
      // Whatever a test does, the policy refuses nothing, no script fails, and no other host is asked.
      expect(complaints).toEqual([]);
      hosts.delete(new URL(scene.server.url).host);
      expect([...hosts]).toEqual([]);
    }
  });

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

  describe('signing in', () => {
    it('leads to the page that was asked for', async () => {
      const page = await openSignedIn({}, '/app/numbers?status=connected');
      await heading(page, 'Numbers').waitFor();
      expect(new URL(page.url()).search).toBe('?status=connected');
      await page.getByRole('link', { name: 'Sandbox', exact: true }).waitFor();
    });

    it('says what is wrong, in the place where it is wrong', async () => {
      const page = await open();
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
      const account = await createUser(scene.client, 'developer');
      const [page, other] = [await open(), await open()];
      for (const device of [page, other]) await signIn(device, account);
      await button(page, /^Account/).click();
      await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
      await heading(page, 'Sign in').waitFor();
      await other.reload();
      await other.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    });

    it('again after the session ended, goes on with what was typed', async () => {
      const account = await createUser(scene.client, 'developer');
      const page = await open();
      await signIn(page, account, '/app/numbers/new');
      await page.getByLabel(/^Name/).fill('Sales');
      await page.getByLabel(/^Phone number/).fill('+5511988880001');
      const elsewhere = new ApiClient(scene.server.url);
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

  describe('a number', () => {
    it('is linked by its QR code with the simulated phone, and disconnected again', async () => {
      const { id } = await webNumber(scene.client);
      const page = await openSignedIn({}, `/app/numbers/${id}`);
      await button(page, 'Connect').click();
      await page.getByRole('img', { name: 'QR code to be scanned with WhatsApp' }).waitFor();
      await page.getByText(/^A new code in \d+ s$/).waitFor();
      await button(page, 'Scan with the simulated phone').click();
      await page.getByText('Connected', { exact: true }).waitFor();
      await button(page, 'Disconnect').click();
      await page.getByLabel('Also end the link on the phone').check();
      await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
      await page.getByText('Disconnected', { exact: true }).waitFor();
    });

    it('is linked by a code that is typed on the phone', async () => {
      const { id } = await webNumber(scene.client);
      const page = await openSignedIn({}, `/app/numbers/${id}`);
      await button(page, 'Connect').click();
      await page.getByRole('img', { name: 'QR code to be scanned with WhatsApp' }).waitFor();
      await button(page, 'Link with a code instead').click();
      await button(page, 'Get a code').click();
      await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).waitFor();
      await scene.client.expect('POST', `/instances/${id}/disconnect`, {});
    });

    it('is deleted only once its digits were typed', async () => {
      const page = await openSignedIn({}, '/app/numbers/new');
      await page.getByLabel(/^Name/).fill('Short-lived');
      await page.getByLabel(/^Phone number/).fill('+5511988880002');
      await button(page, 'Create and connect').click();
      await heading(page, 'Short-lived').waitFor();
      await button(page, 'Delete the number').click();
      const dialog = page.getByRole('dialog');
      const confirm = dialog.getByRole('button', { name: 'Delete the number' });
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByLabel(/to confirm$/).fill('+5511988880002');
      await confirm.click();
      await heading(page, 'Numbers').waitFor();
      await page.getByRole('link', { name: 'Sandbox', exact: true }).waitFor();
      expect(await page.getByText('Short-lived', { exact: true }).count()).toBe(0);
    });

    it('shows its settings as they were written', async () => {
      const { cloudId } = await webNumber(scene.client);
      const page = await openSignedIn({}, `/app/numbers/${cloudId}`);
      await page.getByLabel('Messages a second, at most').fill('25');
      await button(page, 'Save').click();
      await page.getByText('Saved', { exact: true }).waitFor();
      await page.reload();
      expect(await page.getByLabel('Messages a second, at most').inputValue()).toBe('25');
    });
  });

  it('what happens elsewhere is seen at once, also after the server was started anew', async () => {
    const { cloudId } = await webNumber(scene.client);
    const page = await openSignedIn({}, `/app/numbers/${cloudId}`);
    await page.getByRole('status', { name: 'Live updates: Live' }).waitFor();
    await scene.client.expect('POST', `/instances/${cloudId}/disconnect`, {});
    await page.getByText('Disconnected', { exact: true }).waitFor();
    await scene.restart();
    await scene.client.expect('POST', `/instances/${cloudId}/connect`);
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.getByRole('status', { name: 'Live updates: Live' }).waitFor();
  });

  describe('a role', () => {
    it('that only reads sees numbers but nothing that changes them', async () => {
      const page = await open();
      await signIn(page, await createUser(scene.client, 'viewer'), '/app/numbers');
      await page.getByRole('link', { name: 'Sandbox', exact: true }).waitFor();
      expect(await button(page, /^Actions for/).count()).toBe(0);
      expect(await page.getByRole('link', { name: 'Connect a number' }).count()).toBe(0);
      await page.goto('/app/numbers/new');
      await page.getByText('Your role may not see this').waitFor();
    });

    it('without a page does not have it in the menu', async () => {
      const page = await open();
      const permissions = { add: [], remove: ['instances:read'] };
      const account = await createUser(scene.client, 'viewer', permissions);
      await signIn(page, account);
      await page.getByRole('link', { name: 'Overview' }).waitFor();
      expect(await page.getByRole('link', { name: 'Numbers' }).count()).toBe(0);
      await page.goto('/app/numbers');
      await page.getByText('instances:read').waitFor();
    });
  });

  describe('the keyboard', () => {
    it('reaches every page and every command', async () => {
      const page = await openSignedIn();
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
      const page = await openSignedIn();
      await heading(page, 'Overview').waitFor();
      await page.locator('body').press('Tab');
      await page.getByRole('link', { name: 'Skip to content' }).press('Enter');
      await page.locator('#main:focus').waitFor();
    });
  });

  it('speaks Portuguese to who reads it, and changes when asked, for the next visit too', async () => {
    const page = await openSignedIn({ language: 'pt-BR' });
    await heading(page, 'Visão geral').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR');
    await button(page, /^Conta/).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await heading(page, 'Overview').waitFor();
    await page.reload();
    await heading(page, 'Overview').waitFor();
  });

  it('on a narrow screen the menu opens and closes, and nothing is wider than the screen', async () => {
    const page = await openSignedIn({ size: narrow });
    await button(page, 'Open menu').click();
    await page.getByRole('dialog').getByRole('link', { name: 'Numbers' }).click();
    await heading(page, 'Numbers').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { id } = await webNumber(scene.client);
    for (const path of ['/app/', '/app/numbers', '/app/numbers/new', `/app/numbers/${id}`]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect
        .poll(() =>
          page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
        )
        .toBe(0);
    }
  });

  it('without a connection it says so, and goes on by itself', async () => {
    const page = await openSignedIn();
    await page.context().setOffline(true);
    await page.getByText(/^You are offline/).waitFor();
    await page.context().setOffline(false);
    await page.getByText(/^You are offline/).waitFor({ state: 'detached' });
  });

  describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
    it('axe finds nothing on any screen', async () => {
      const { id, cloudId } = await webNumber(scene.client);
      await scene.client.expect('POST', `/instances/${id}/connect`);
      const anonymous = await open({ theme });
      await anonymous.goto('/app/');
      await heading(anonymous, 'Sign in').waitFor();
      expect(await violationsOf(anonymous)).toEqual([]);
      const page = await openSignedIn({ theme });
      for (const path of [
        '/app/',
        '/app/numbers',
        '/app/numbers/new',
        `/app/numbers/${cloudId}`,
        '/app/nowhere',
      ]) {
        await page.goto(path);
        await settled(page);
        expect([path, await violationsOf(page)]).toEqual([path, []]);
      }
      await page.goto(`/app/numbers/${id}`);
      await page.getByRole('img', { name: 'QR code to be scanned with WhatsApp' }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search commands' }).waitFor();
      // A dialog over the page is in no landmark of it, and need not be.
      const violations = await violationsOf(page);
      expect(violations.filter((violation) => !violation.startsWith('region'))).toEqual([]);
    });
  });
});
