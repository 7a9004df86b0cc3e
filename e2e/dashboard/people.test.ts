import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { administrator, createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';

describeDashboard('the dashboard: people and keys', (suite) => {
  const open = (page: Page, email: string) => button(page, `Change ${email}`);

  it('a user is added, signs in with what was handed over, and may do just what the role and its changes give', async () => {
    const email = 'nova@example.com';
    const page = await suite.openSignedIn({}, '/app/people');
    await button(page, 'Add a user').click();
    await page.getByLabel(/^Email/).fill(email);
    await page.getByLabel('Role', { exact: true }).selectOption('developer');
    await button(page, 'Add the user').click();
    await page.getByText(`They sign in as ${email} with the tenant ${administrator.tenantId}.`).waitFor();
    const password = await page.getByLabel('Password').inputValue();
    await button(page, 'Done').click();
    await open(page, email).click();
    await page.getByRole('group', { name: 'Webhooks' }).getByLabel('read').uncheck();
    await page.getByRole('group', { name: 'Webhooks' }).getByText('taken away').waitFor();
    await button(page, 'Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('with changes').waitFor();
    const theirs = await suite.open();
    await signIn(theirs, { email, password, tenantId: administrator.tenantId });
    await theirs.getByRole('link', { name: 'Numbers', exact: true }).waitFor();
    expect(await theirs.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
    await theirs.goto('/app/people');
    await theirs.getByRole('tab', { name: 'API keys' }).waitFor();
    expect(await theirs.getByRole('tab', { name: 'Users' }).count()).toBe(0);
  });

  it('a user is switched off and deleted, and the last manager cannot be', async () => {
    const { email } = await createUser(suite.scene.client, 'viewer');
    const page = await suite.openSignedIn({}, '/app/people');
    await open(page, email).click();
    await page.getByRole('switch', { name: 'May sign in' }).press('Space');
    await button(page, 'Save').click();
    await page.getByRole('cell', { name: 'Switched off' }).waitFor();
    await button(page, 'Delete the user').click();
    await page
      .getByRole('dialog', { name: `Delete ${email}?` })
      .getByRole('button', { name: 'Delete the user' })
      .click();
    await open(page, email).waitFor({ state: 'detached' });
    await open(page, administrator.email).click();
    await page.getByLabel('Role', { exact: true }).selectOption('viewer');
    await button(page, 'Save').click();
    await page.getByText('Another administrator must do this to you').waitFor();
  });

  it('a key is made, works with what it may, and is refused once deleted', async () => {
    const page = await suite.openSignedIn({}, '/app/people?tab=keys');
    await page.getByText('No API keys yet').waitFor();
    await button(page, 'Make a key').first().click();
    await page.getByLabel('Name').fill('CRM');
    await button(page, 'Make the key').click();
    const key = await page.getByRole('textbox', { name: 'API key' }).inputValue();
    const ask = async (path: string): Promise<number> =>
      (await fetch(`${suite.scene.server.url}${path}`, { headers: { authorization: `Bearer ${key}` } }))
        .status;
    expect([await ask('/messages/history'), await ask('/webhooks')]).toEqual([200, 403]);
    await button(page, 'Done').click();
    await page.getByText('messages:send, messages:read').waitFor();
    await button(page, 'Delete CRM').click();
    await button(page, 'Delete the key').click();
    await page.getByText('No API keys yet').waitFor();
    await expect.poll(() => ask('/messages/history'), { timeout: 15_000 }).toBe(401);
  });

  it('a viewer reaches the own account through the menu and changes the password', async () => {
    const account = await createUser(suite.scene.client, 'viewer');
    const page = await suite.open();
    await signIn(page, account);
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Your account' }).click();
    await heading(page, 'People and keys').waitFor();
    await page.getByLabel('New password').fill('another long password');
    await page.getByLabel('Current password').fill('wrong password');
    await button(page, 'Save').click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Current password').fill(account.password);
    await button(page, 'Save').click();
    await page.getByText('Your account is changed.').waitFor();
    const later = await suite.open();
    await signIn(later, { ...account, password: 'another long password' });
  });
});
