import { Contact, ContactPage } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ApiClient } from '../harness/api.ts';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button } from './locators.ts';

const rowOf = (page: Page, words: string) => page.getByRole('row').filter({ hasText: words });

const create = async (client: ApiClient, contact: object): Promise<Contact> =>
  Contact.parse(await client.expect('POST', '/contacts', contact));

const withNumber = async (client: ApiClient, phoneNumber: string): Promise<Contact[]> =>
  ContactPage.parse(
    await client.expect('GET', `/contacts?${new URLSearchParams({ phoneNumber }).toString()}`),
  ).items;

describeDashboard('the dashboard: contacts', (suite) => {
  it('are imported from a file, whose bad line is named', async () => {
    const { client } = suite.scene;
    const page = await suite.openSignedIn({}, '/app/contacts');
    await button(page, 'Import').click();
    const dialog = page.getByRole('dialog', { name: 'Import contacts' });
    const content = 'telefone;nome;cidade\n+5511966660001;Ana Prado;Recife\n12;Ninguém;Olinda\n';
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      dialog.getByRole('button', { name: 'Choose a file' }).click(),
    ]);
    await chooser.setFiles({ name: 'clientes.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    const preview = dialog.getByRole('table', { name: 'How the file is read' });
    expect(await preview.getByRole('columnheader').allTextContents()).toEqual([
      'telefoneNumber',
      'nomeName',
      'cidadeOwn field',
    ]);
    await dialog.getByRole('button', { name: 'Import' }).click();
    const bad = dialog.getByRole('table', { name: 'Lines to look at' }).getByRole('row').nth(1);
    await bad.waitFor();
    expect(await bad.getByRole('cell').allTextContents()).toEqual([
      '3',
      'Not taken',
      expect.stringContaining('12'),
    ]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await rowOf(page, 'Ana Prado').waitFor();
    expect((await withNumber(client, '+5511966660001'))[0]?.customFields).toEqual({ cidade: 'Recife' });
  });

  it('are found by name, label and consent, which stay in the address', async () => {
    const { client } = suite.scene;
    await create(client, { phoneNumber: '+5511966660002', name: 'Bento Reis', labels: ['ouro'] });
    await create(client, { phoneNumber: '+5511966660003', name: 'Célia Reis', consent: 'opted_out' });
    const page = await suite.openSignedIn({}, '/app/contacts');
    await page.getByLabel('Search by name, number or email').fill('reis');
    await rowOf(page, 'Célia Reis').waitFor();
    await page.getByLabel('Labels').fill('ouro');
    await page.waitForURL(/label=ouro/);
    await rowOf(page, 'Célia Reis').waitFor({ state: 'detached' });
    await rowOf(page, 'Bento Reis').waitFor();
    await page.reload();
    await rowOf(page, 'Bento Reis').waitFor();
    expect(new URL(page.url()).search).toBe('?text=reis&label=ouro');
  });

  it('are added, changed and given a consent', async () => {
    const { client } = suite.scene;
    const page = await suite.openSignedIn({}, '/app/contacts');
    await button(page, 'New contact').click();
    const dialog = page.getByRole('dialog', { name: 'New contact' });
    await dialog.getByLabel('Number').fill('+5511966660004');
    await dialog.getByLabel('Name').fill('Davi');
    await dialog.getByRole('button', { name: 'Add' }).click();
    const drawer = page.getByRole('dialog', { name: 'Davi' });
    await drawer.getByRole('button', { name: 'Edit' }).click();
    await drawer.getByRole('button', { name: 'Add a field' }).click();
    await drawer.getByLabel('Field', { exact: true }).fill('cidade');
    await drawer.getByLabel('Value').fill('Natal');
    await drawer.getByRole('button', { name: 'Save' }).first().click();
    await drawer.getByText('Natal').first().waitFor();
    await drawer.getByLabel('Change to').selectOption('opted_in');
    await drawer.getByLabel('Based on').fill('contrato');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.getByText(/ · contrato$/).waitFor();
    expect((await withNumber(client, '+5511966660004'))[0]).toMatchObject({
      customFields: { cidade: 'Natal' },
      consent: { status: 'opted_in', source: 'contrato' },
    });
  });

  it('two that are one person become one, as it was shown before', async () => {
    const { client } = suite.scene;
    const kept = await create(client, { phoneNumber: '+5511966660005', name: 'Elisa Nunes' });
    await create(client, { phoneNumber: '+5511966660006', name: 'Lisa N.', labels: ['vip'] });
    const page = await suite.openSignedIn({}, `/app/contacts/${kept.id}`);
    await page.getByRole('dialog', { name: 'Elisa Nunes' }).getByRole('button', { name: 'Merge' }).click();
    const dialog = page.getByRole('dialog', { name: /^Merge Elisa Nunes/ });
    await dialog.getByLabel('Search by name, number or email').fill('lisa');
    await dialog.getByRole('button', { name: /^Lisa N\./ }).click();
    const outcome = dialog.getByRole('region', { name: 'What it will be' });
    await outcome.getByText('+5511966660005 · +5511966660006').waitFor();
    await outcome.getByText('vip').waitFor();
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByRole('dialog', { name: 'Elisa Nunes' })
      .getByText('+5511966660006', { exact: true })
      .waitFor();
    expect(await withNumber(client, '+5511966660006')).toMatchObject([{ id: kept.id, labels: ['vip'] }]);
  });

  it('are erased once their number was typed', async () => {
    const { client } = suite.scene;
    const { id } = await create(client, { phoneNumber: '+5511966660007', name: 'Fausto' });
    const page = await suite.openSignedIn({}, `/app/contacts/${id}`);
    await page.getByRole('dialog', { name: 'Fausto' }).getByRole('button', { name: 'Erase' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase Fausto?' });
    const confirm = dialog.getByRole('button', { name: 'Erase for good' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('Type +5511966660007 to confirm').fill('+5511966660007');
    await confirm.click();
    await page.getByText('The contact is erased').waitFor();
    await rowOf(page, 'Fausto').waitFor({ state: 'detached' });
    expect((await client.call('GET', `/contacts/${id}`)).status).toBe(404);
  });

  it('are for reading only where the role says so', async () => {
    const { client } = suite.scene;
    const { id } = await create(client, { phoneNumber: '+5511966660008', name: 'Gil' });
    const viewer = await createUser(client, 'viewer');
    const page = await suite.open();
    await signIn(page, viewer, `/app/contacts/${id}`);
    await page.getByRole('dialog', { name: 'Gil' }).getByText('Nobody said anything yet.').waitFor();
    for (const name of ['Edit', 'Erase', 'Import', 'New contact'])
      expect(await page.getByRole('button', { name, includeHidden: true }).count()).toBe(0);
  });
});
