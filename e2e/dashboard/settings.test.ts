import { OptOutSettings } from '@recado/contracts';
import { expect, it } from 'vitest';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';

describeDashboard('the dashboard: settings', (suite) => {
  it('the company is renamed, and the menu says so', async () => {
    const page = await suite.openSignedIn({}, '/app/settings');
    await page.getByLabel('Name').fill('Jaspers Market');
    await button(page, 'Save').click();
    await page.getByRole('complementary').getByText('Jaspers Market').waitFor();
    await page.reload();
    await page.getByLabel('Name').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Jaspers Market');
  });

  it('an opt-out word is tried before it is saved, and works as it was tried', async () => {
    const page = await suite.openSignedIn({}, '/app/settings?section=consent');
    await page.getByText('They opt out.').waitFor();
    await page.getByLabel('When a customer writes').fill('chega!!');
    await page.getByText(/^Nothing changes/).waitFor();
    await page.getByRole('combobox', { name: 'Words that opt out' }).fill('CHEGA');
    await page.keyboard.press('Enter');
    await page.getByText('They opt out.').waitFor();
    await button(page, 'Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    const saved = OptOutSettings.parse(await suite.scene.client.expect('GET', '/settings/consent'));
    expect(saved.optOutKeywords.filter((word) => ['SAIR', 'CHEGA'].includes(word))).toEqual([
      'SAIR',
      'CHEGA',
    ]);
  });

  it('opt-out words stand in full rows, and where to type one comes once it is wanted', async () => {
    const page = await suite.openSignedIn({}, '/app/settings?section=consent');
    const words = page.getByRole('combobox', { name: 'Words that opt in again' });
    await words.waitFor();
    const box = page.locator('.mantine-TagsInput-root').filter({ has: words });
    const heightOf = async (): Promise<number> => (await box.boundingBox())?.height ?? 0;
    const addWord = async (word: string): Promise<void> => {
      await words.fill(word);
      await page.keyboard.press('Enter');
      await box.getByText(word, { exact: true }).waitFor();
    };
    const one = await heightOf();
    // The row is full then, but for a little.
    await addWord('QUERO RECEBER TUDO');
    await expect.poll(heightOf).toBeGreaterThan(one + 20);
    await page.getByLabel('When a customer writes').focus();
    await expect.poll(heightOf).toBe(one);
    await words.focus();
    await expect.poll(heightOf).toBeGreaterThan(one + 20);
    await addWord('OI');
  });

  it('keeping less is asked about first, and kept', async () => {
    const page = await suite.openSignedIn({}, '/app/settings?section=retention');
    const days = page.getByLabel(/^Messages, with their files/);
    await days.fill('365');
    await button(page, 'Save').click();
    const dialog = page.getByRole('dialog', { name: 'Keep less from now on?' });
    await dialog.getByText('messages and their files that are older than 365 days').waitFor();
    await dialog.getByRole('button', { name: 'Keep less' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await days.waitFor();
    expect(await days.inputValue()).toBe('365');
  });

  it('a quick reply is written, changed and deleted', async () => {
    const page = await suite.openSignedIn({}, '/app/settings?section=replies');
    await button(page, 'New quick reply').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Word').fill('prazo');
    await dialog.getByLabel('Text').fill('A entrega leva 3 dias.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A entrega leva 3 dias.').waitFor();
    await button(page, 'Edit /prazo').click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No quick replies yet').waitFor();
  });

  it('a viewer sees the settings and changes none', async () => {
    const page = await suite.open();
    await signIn(page, await createUser(suite.scene.client, 'viewer'), '/app/settings');
    await heading(page, 'Settings').waitFor();
    for (const section of ['Company', 'Retention', 'Opt-out words', 'Quick replies']) {
      await page.getByRole('link', { name: section, exact: true }).click();
      await page.getByRole('heading', { level: 2, name: section, exact: true }).waitFor();
      expect([section, await page.getByRole('button', { name: /^(Save|New quick reply)$/ }).count()]).toEqual(
        [section, 0],
      );
    }
  });
});
