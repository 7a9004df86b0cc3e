import { Conversation, NotePage } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { narrow } from './browser.ts';
import {
  addCustomer,
  createPerson,
  customerWrites,
  distributeByHand,
  weWrite,
  type Customer,
} from './inbox-scene.ts';
import { button, heading } from './locators.ts';

const list = (page: Page) => page.getByRole('list', { name: 'Conversations' });
const row = (page: Page, name: string) => list(page).getByRole('link', { name });
const open = (page: Page, name: string) => page.getByRole('heading', { level: 2, name });
const dialog = (page: Page) => page.getByRole('dialog');
const choose = async (page: Page, item: string): Promise<void> => {
  await button(page, 'More actions').click();
  await page.getByRole('menuitem', { name: item }).click();
};

describeDashboard('the dashboard: the inbox', (suite) => {
  const people: { ana?: Customer; bruno?: Customer; carla?: Customer } = {};
  const customer = (name: keyof typeof people): Customer => {
    const found = people[name];
    if (found === undefined) throw new Error(`${name} is not there yet`);
    return found;
  };
  const path = (name: keyof typeof people): string => `/app/inbox/${customer(name).conversation.id}`;
  const read = async (name: keyof typeof people): Promise<Conversation> =>
    Conversation.parse(
      await suite.scene.client.expect('GET', `/conversations/${customer(name).conversation.id}`),
    );

  beforeAll(async () => {
    const { client } = suite.scene;
    people.ana = await addCustomer(client, 'Ana Souza', 20);
    people.bruno = await addCustomer(client, 'Bruno Lima', 21);
    people.carla = await addCustomer(client, 'Carla Dias', 22);
    await distributeByHand(client);
    await createPerson(client, 'Marina');
    await createPerson(client, 'Rafael');
    await weWrite(client, people.ana, 'Seu pedido saiu para entrega.');
    await weWrite(client, people.bruno, 'O orçamento está pronto.');
  });

  it('shows what a customer writes as it comes, at the top, and counts it until it is read', async () => {
    const page = await suite.openSignedIn({}, path('bruno'));
    await open(page, 'Bruno Lima').waitFor();
    await customerWrites(suite.scene.client, customer('ana'), 'Onde está o meu pedido?');
    await row(page, 'Ana Souza').getByRole('img', { name: '1 unread' }).waitFor();
    await row(page, 'Ana Souza').getByText('Onde está o meu pedido?').waitFor();
    expect(await list(page).getByRole('link').first().textContent()).toContain('Ana Souza');
    await expect.poll(() => page.title()).toMatch(/^\(1\) Inbox/);
    await row(page, 'Ana Souza').click();
    await open(page, 'Ana Souza').waitFor();
    await row(page, 'Ana Souza').getByRole('img', { name: 'unread' }).waitFor({ state: 'detached' });
    await expect.poll(async () => (await read('ana')).unreadCount).toBe(0);
  });

  it('shows an answer with its ticks, up to read', async () => {
    const page = await suite.openSignedIn({}, path('ana'));
    await open(page, 'Ana Souza').waitFor();
    await weWrite(suite.scene.client, customer('ana'), 'Chega hoje, até as 18h.');
    await row(page, 'Ana Souza').getByText('Chega hoje, até as 18h.').waitFor();
    await row(page, 'Ana Souza').getByRole('img', { name: 'Read', exact: true }).waitFor();
  });

  it('is assigned, and says why this agent', async () => {
    const page = await suite.openSignedIn({}, path('ana'));
    await button(page, 'Assign').click();
    await page.getByRole('combobox', { name: 'Search agents' }).fill('mar');
    await page
      .getByRole('listbox', { name: 'Agents' })
      .getByRole('option', { name: /^Marina/ })
      .click();
    await button(page, 'Assigned to Marina').waitFor();
    await row(page, 'Ana Souza').getByText('Marina').waitFor();
    await choose(page, 'Why this agent');
    await dialog(page).getByText('Chosen by hand. Somebody assigned it.').waitFor();
  });

  it('is transferred with a note', async () => {
    const page = await suite.openSignedIn({}, path('ana'));
    await choose(page, 'Transfer');
    await dialog(page).getByLabel('To', { exact: true }).selectOption({ label: 'Rafael (Offline)' });
    await dialog(page).getByLabel('Note for the next one').fill('Pediu entrega à tarde.');
    await dialog(page).getByRole('button', { name: 'Transfer' }).click();
    await button(page, 'Assigned to Rafael').waitFor();
    await page.getByText('Pediu entrega à tarde.').waitFor();
  });

  it('is closed, and opened again by undoing, with who had it', async () => {
    const page = await suite.openSignedIn({}, path('ana'));
    await button(page, 'Assigned to Rafael').waitFor();
    await button(page, 'Close').first().click();
    await row(page, 'Ana Souza').waitFor({ state: 'detached' });
    await button(page, 'Undo').click();
    await row(page, 'Ana Souza').waitFor();
    await button(page, 'Assigned to Rafael').waitFor();
    await expect.poll(async () => (await read('ana')).assignee?.name).toBe('Rafael');
  });

  it('gets labels, by which the list is narrowed; the filters stay through a reload', async () => {
    const page = await suite.openSignedIn({}, path('ana'));
    await open(page, 'Ana Souza').waitFor();
    await choose(page, 'Labels');
    await dialog(page).getByLabel('Labels of the conversation').fill('vip');
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await row(page, 'Ana Souza').getByText('vip').waitFor();
    await button(page, 'More filters').click();
    await page.getByLabel('Label', { exact: true }).fill('vip');
    await page.keyboard.press('Enter');
    await row(page, 'Bruno Lima').waitFor({ state: 'detached' });
    await page.reload();
    await row(page, 'Ana Souza').waitFor();
    expect(await row(page, 'Bruno Lima').count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('label')).toBe('vip');
  });

  it('has notes, which are written and deleted', async () => {
    const page = await suite.openSignedIn({}, path('bruno'));
    await page.getByLabel('Write a note').fill('Ligar na segunda.');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Delete the note: Ligar na segunda.' }).click();
    await page.getByText('None yet. The customer never sees them.').waitFor();
    const notes = await suite.scene.client.expect(
      'GET',
      `/conversations/${customer('bruno').conversation.id}/notes`,
    );
    expect(NotePage.parse(notes).items).toEqual([]);
  });

  it('finds conversations by name and messages by their words', async () => {
    const page = await suite.openSignedIn({}, '/app/inbox');
    await page.getByLabel('Search names, numbers, messages').fill('orçamento');
    await page.getByRole('heading', { name: 'In messages' }).waitFor();
    const found = list(page).getByRole('link', { name: /O orçamento está pronto/ });
    expect(await found.locator('mark').textContent()).toBe('orçamento');
    await found.click();
    await open(page, 'Bruno Lima').waitFor();
    await page.locator('[data-target="true"]').getByText('O orçamento está pronto.').waitFor();
    await page.getByLabel('Search names, numbers, messages').fill('carl');
    await row(page, 'Carla Dias').waitFor();
  });

  it('begins a conversation with a number', async () => {
    const page = await suite.openSignedIn({}, '/app/inbox');
    await button(page, 'New conversation').click();
    await dialog(page)
      .getByLabel(/^Phone number/)
      .fill('123');
    await button(page, 'Open the conversation').click();
    await dialog(page).getByRole('alert').waitFor();
    await dialog(page)
      .getByLabel(/^Phone number/)
      .fill('+5511900000029');
    await button(page, 'Open the conversation').click();
    await open(page, '+5511900000029').waitFor();
  });

  it('changes the contact: its name, consent, and whether it is blocked', async () => {
    const page = await suite.openSignedIn({}, path('carla'));
    await button(page, 'Edit the contact').click();
    await page.getByLabel('Name', { exact: true }).fill('Carla Dias Neto');
    await button(page, 'Add a field').click();
    await page.getByLabel('Field', { exact: true }).fill('cidade');
    await page.getByLabel('Value', { exact: true }).fill('Santos');
    await button(page, 'Save').click();
    await open(page, 'Carla Dias Neto').waitFor();
    await page.getByText('Santos').waitFor();
    await page.getByRole('combobox', { name: 'Consent' }).selectOption({ label: 'Wants messages' });
    await page.getByText(/set in the inbox$/).waitFor();
    await button(page, 'Block').click();
    await dialog(page).getByRole('button', { name: 'Block' }).click();
    await button(page, 'Unblock').click();
    await expect.poll(async () => (await read('carla')).contact.isBlocked).toBe(false);
  });

  it('shows two people who have it open to each other', async () => {
    const colleague = await createUser(suite.scene.client, 'developer');
    const name = colleague.email.split('@', 1).join('');
    const [page, other] = [await suite.openSignedIn({}, path('bruno')), await suite.open()];
    await signIn(other, colleague, path('bruno'));
    await page.getByText(`${name} is looking`).first().waitFor();
    await other.getByText('admin is looking').first().waitFor();
    await other.locator('[data-composer]').pressSequentially('Oi');
    await page.getByText(`${name} is typing an answer`).first().waitFor();
    await other.goto('/app/inbox');
    await page.getByText(`${name} is`).first().waitFor({ state: 'detached' });
  });

  it('is worked with by keys alone', async () => {
    const page = await suite.openSignedIn({}, '/app/inbox');
    await row(page, 'Bruno Lima').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const focused = page.locator('.recado-row:focus');
    await focused.waitFor();
    const name = (await focused.locator('.recado-row-name').textContent()) ?? '';
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await open(page, name).waitFor();
    await page.keyboard.press('?');
    await dialog(page).getByText('Next conversation').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.keyboard.press('a');
    await page.getByRole('combobox', { name: 'Search agents' }).fill('rafael');
    await page.keyboard.press('Enter');
    await button(page, 'Assigned to Rafael').waitFor();
    await page.keyboard.press('i');
    await page.getByRole('complementary', { name: 'Contact' }).waitFor({ state: 'detached' });
    await page.keyboard.press('n');
    await expect.poll(() => page.locator('[data-note]:focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await page.getByText(`Closed: ${name}`).waitFor();
    await page.keyboard.press('e');
    await row(page, name).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'No conversation is open' }).waitFor();
    await page.keyboard.press('/');
    await expect.poll(() => page.locator('input[type="search"]:focus').count()).toBe(1);
  });

  it('shows one pane at a time on a narrow screen', async () => {
    const page = await suite.openSignedIn({ size: narrow }, '/app/inbox');
    await row(page, 'Bruno Lima').click();
    await open(page, 'Bruno Lima').waitFor();
    await list(page).waitFor({ state: 'hidden' });
    await button(page, 'Contact panel').click();
    await dialog(page).getByText('Consent').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await row(page, 'Bruno Lima').waitFor();
    await heading(page, 'Inbox').waitFor();
  });

  it('shows who may only read no action, and says so of a conversation that is not there', async () => {
    const viewer = await createUser(suite.scene.client, 'viewer');
    const page = await suite.open();
    await signIn(page, viewer, path('bruno'));
    await open(page, 'Bruno Lima').waitFor();
    expect(await button(page, 'Assign').count()).toBe(0);
    expect(await button(page, 'New conversation').count()).toBe(0);
    await page.goto('/app/inbox/0198f3c0-0000-7000-8000-0000000000ff');
    await page.getByRole('heading', { name: 'This conversation is not there' }).waitFor();
  });
});
