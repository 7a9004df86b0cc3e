import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';
import { getStuck, PATIENCE, setAside, standStill, written } from './platform-scene.ts';

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
    await page.getByText('Nothing is stuck: all that is due gets done.').waitFor();
    expect(new URL(page.url()).search).toBe('?tab=queues');
    await page.getByRole('tab', { name: 'Poison events' }).click();
    await page.getByText('No poison events').waitFor();
  });

  it('an event that was set aside is looked at, and processed once it is tried again', async () => {
    const phone = '+5511900000089';
    await setAside(suite.scene, phone, 'The payload has no profile');
    const page = await suite.openSignedIn({}, '/app/platform?tab=poison');
    await page.getByRole('row', { name: /The payload has no profile/ }).waitFor();
    await button(page, 'message').click();
    const details = page.getByRole('dialog', { name: 'message' });
    await details.getByText('Bom dia').waitFor();
    await details.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The event is being processed once more').waitFor();
    await page.getByText('No poison events').waitFor();
    await expect.poll(() => written(suite.scene.client, phone), PATIENCE).toBe(2);
  });

  it('a lane that a dead process holds is woken up, and what waited in it is sent', async () => {
    const id = await getStuck(suite.scene);
    const page = await suite.openSignedIn({}, '/app/platform?tab=queues');
    const lane = page.getByRole('row', { name: /Sending Sandbox.*Held by a process that is gone/ });
    await lane.waitFor();
    expect((await suite.scene.client.message(id)).status).toBe('pending');
    await lane.getByRole('button', { name: /^Wake up Sandbox/ }).click();
    await page.getByText(/^The hold on Sandbox.* was ended/).waitFor();
    await page.getByText('Nothing is stuck: all that is due gets done.').waitFor();
    await expect
      .poll(async () => (await suite.scene.client.message(id)).status, PATIENCE)
      .toMatch(/^(sent|delivered|read)$/);
  });

  it('lanes tell what waits in them, and one whose holder is gone is woken up from there', async () => {
    const id = await getStuck(suite.scene);
    const page = await suite.openSignedIn({}, '/app/platform?tab=lanes');
    const lane = page.getByRole('row', {
      name: /^Sending Sandbox.* 1 ?for 5(\.\d)? min.*a process that is gone/,
    });
    await lane.getByRole('button', { name: /^Wake up Sandbox/ }).click();
    await lane.waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await suite.scene.client.message(id)).status, PATIENCE)
      .toMatch(/^(sent|delivered|read)$/);
  });

  it('whatever kind of work stands still is listed, and gets on once it is woken up', async () => {
    await standStill(suite.scene);
    const page = await suite.openSignedIn({}, '/app/platform?tab=queues');
    for (const queue of ['Automatic answers', 'Broadcast recipients'])
      await page.getByText(queue, { exact: true }).waitFor();
    for (const [kind, waiting] of [
      ['Webhook', '40'],
      ['Webhook replay', '900'],
      ['Media', '3'],
    ] as const) {
      const lane = page.getByRole('row', {
        name: new RegExp(`^${kind} (Sandbox|http).* ${waiting} .*minutes ago`),
      });
      await lane.getByRole('button', { name: /^Wake up/ }).click();
      await lane.waitFor({ state: 'detached' });
    }
    await page.getByText('Nothing is stuck: all that is due gets done.').waitFor();
  });

  it('is not for other roles', async () => {
    const account = await createUser(suite.scene.client, 'developer');
    const page = await suite.open();
    await signIn(page, account, '/app/platform');
    await page.getByText('tenants:read').waitFor();
    expect(await page.getByRole('link', { name: 'Platform' }).count()).toBe(0);
  });
});
