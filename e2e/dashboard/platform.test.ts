import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';

describeDashboard('the platform', (suite) => {
  it('makes a tenant whose first manager signs in with what is shown once', async () => {
    const page = await suite.openSignedIn({}, '/app/platform');
    await button(page, 'New tenant').click();
    const form = page.getByRole('dialog', { name: 'New tenant' });
    const name = `Padaria São João ${randomUUID().slice(0, 4)}`;
    await form.getByLabel(/^Name \*|^Name$/).fill(name);
    const slug = await form.getByLabel(/^Name for the sign-in/).inputValue();
    expect(slug).toMatch(/^padaria-sao-joao-/);
    const email = 'maria@example.com';
    await form.getByLabel(/^Email of the first manager/).fill(email);
    const password = await form.getByLabel(/^Password of the first manager/).inputValue();
    await form.getByRole('button', { name: 'Create tenant' }).click();
    await form.getByText(/the password is not shown again/).waitFor();
    await form.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('row', { name: new RegExp(slug) }).waitFor();

    const manager = await suite.open();
    await signIn(manager, { email, password, tenantId: slug });
    await heading(manager, 'Overview').waitFor();
    // A manager manages the tenant, not the platform.
    expect(await manager.getByRole('link', { name: 'Platform' }).count()).toBe(0);

    await button(page, `Actions for ${name}`).click();
    await page.getByRole('menuitem', { name: 'Switch off' }).click();
    const dialog = page.getByRole('dialog', { name: `Switch ${name} off?` });
    await dialog.getByText(/signed out at once/).waitFor();
    await dialog.getByRole('button', { name: 'Switch off' }).click();
    await page
      .getByRole('row', { name: new RegExp(slug) })
      .getByText('Switched off')
      .waitFor();
    await manager.reload();
    await manager
      .getByRole('dialog', { name: 'Your session has ended' })
      .or(heading(manager, 'Sign in'))
      .first()
      .waitFor();
  });

  it('shows the process that serves this page, and that all is done', async () => {
    const page = await suite.openSignedIn({}, '/app/platform?tab=workers');
    await page.getByRole('row', { name: /Alive API and worker/ }).waitFor();
    await page.getByRole('tab', { name: 'Queues' }).click();
    await page.getByText('All that is due gets done.').waitFor();
    expect(new URL(page.url()).search).toBe('?tab=queues');
    await page.getByRole('tab', { name: 'Poison events' }).click();
    await page.getByText('No poison events').waitFor();
  });

  it('is not for other roles', async () => {
    const account = await createUser(suite.scene.client, 'developer');
    const page = await suite.open();
    await signIn(page, account, '/app/platform');
    await page.getByText('tenants:read').waitFor();
    expect(await page.getByRole('link', { name: 'Platform' }).count()).toBe(0);
  });
});
