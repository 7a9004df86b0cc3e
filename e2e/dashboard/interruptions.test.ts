import { ContactPage, ConversationMessagePage } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeDashboard } from './dashboard-suite.ts';
import { addCustomer, customerWrites } from './inbox-scene.ts';
import { button, heading } from './locators.ts';

describeDashboard('the dashboard, interrupted', (suite) => {
  it('renews its session under a form that is half filled, which is then sent once, as it was typed', async () => {
    const page = await suite.openSignedIn({}, '/app/contacts');
    await button(page, 'New contact').first().click();
    const dialog = page.getByRole('dialog', { name: 'New contact' });
    await dialog.getByLabel('Name').fill('Otávio');
    const posts: string[] = [];
    // The server refuses a token that ran out as it refuses one that never was.
    await page.route('**/contacts', (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      posts.push(route.request().postData() ?? '');
      const headers = { ...route.request().headers(), authorization: 'Bearer ran.out.already' };
      return posts.length === 1 ? route.continue({ headers }) : route.continue();
    });
    await dialog.getByLabel(/^(Phone )?[Nn]umber/).fill('+5511977770001');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(posts).toHaveLength(2);
    expect(posts[1]).toBe(posts[0]);
    const { items } = ContactPage.parse(await suite.scene.client.expect('GET', '/contacts?limit=100'));
    expect(items.filter(({ name }) => name === 'Otávio')).toHaveLength(1);
  });

  it('offline keeps what is being written, and sends once it is back what was sent meanwhile, once', async () => {
    const { client } = suite.scene;
    const nina = await addCustomer(client, 'Nina', 91);
    await customerWrites(client, nina, 'Oi');
    const page = await suite.openSignedIn({}, `/app/inbox/${nina.conversation.id}`);
    const field = page.getByRole('textbox', { name: 'Message to Nina' });
    await field.fill('Metade ');
    await page.context().setOffline(true);
    await page.getByText(/^You are offline/).waitFor();
    await page.getByRole('status', { name: 'Live updates: Reconnecting' }).waitFor();
    await field.press('End');
    await field.pressSequentially('da frase');
    await field.press('Enter');
    await field.fill('O que vem depois');
    const ours = page.getByRole('article').filter({ hasText: 'Metade da frase' });
    await ours.getByText('It goes out as soon as the connection is back.').waitFor();
    await page.context().setOffline(false);
    await ours.getByRole('button', { name: /, (Delivered|Read)$/ }).waitFor();
    expect(await field.inputValue()).toBe('O que vem depois');
    await page.reload();
    await expect.poll(() => field.inputValue()).toBe('O que vem depois');
    const path = `/conversations/${nina.conversation.id}/messages?limit=50`;
    const { items } = ConversationMessagePage.parse(await client.expect('GET', path));
    const sent = items.filter(({ direction }) => direction === 'outbound');
    expect(sent.map(({ message }) => message.content)).toEqual(['Metade da frase']);
  });

  /** Marks the page as it is now; tells whether it is still the same, rather than loaded anew. */
  async function markOf(page: Page): Promise<() => Promise<boolean>> {
    await page.evaluate('globalThis.isMarked = true');
    return () => page.evaluate('globalThis.isMarked === true');
  }

  it('offline says so; a page that was never opened comes with the connection, and nothing is loaded anew', async () => {
    const page = await suite.openSignedIn();
    await heading(page, 'Overview').waitFor();
    const isSame = await markOf(page);
    await page.context().setOffline(true);
    await page.getByText(/^You are offline/).waitFor();
    await page.getByRole('link', { name: 'Webhooks', exact: true }).click();
    await page.waitForURL('**/app/webhooks');
    await heading(page, 'Overview').waitFor();
    await page.context().setOffline(false);
    await page.getByText(/^You are offline/).waitFor({ state: 'detached' });
    await heading(page, 'Webhooks').waitFor();
    expect(await isSame()).toBe(true);
  });

  it('without the server says so; tools and pages that were never opened come once it is back', async () => {
    const { client } = suite.scene;
    const olga = await addCustomer(client, 'Olga', 92);
    await customerWrites(client, olga, 'Oi');
    const page = await suite.openSignedIn({}, `/app/inbox/${olga.conversation.id}`);
    const field = page.getByRole('textbox', { name: 'Message to Olga' });
    await field.fill('Metade');
    await page.getByRole('status', { name: 'Live updates: Live' }).waitFor();
    const isSame = await markOf(page);
    const away = page.getByText(/^Recado does not answer/);
    await suite.scene.restart(async () => {
      await button(page, 'Emoji').click();
      await away.waitFor();
    });
    await page.getByRole('searchbox', { name: 'Search emoji' }).waitFor();
    await away.waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('Metade');
    await suite.scene.restart(async () => {
      await page.getByRole('link', { name: 'Webhooks', exact: true }).click();
      await away.waitFor();
    });
    await heading(page, 'Webhooks').waitFor();
    expect(await isSame()).toBe(true);
  });
});
