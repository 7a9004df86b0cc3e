import { expect, it } from 'vitest';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';

describeDashboard('the dashboard: first steps', (suite) => {
  it('can be put aside, and are found again by their command', async () => {
    const page = await suite.openSignedIn({}, '/app/guide');
    await button(page, 'Not now').click();
    await heading(page, 'Overview').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search commands' }).fill('first steps');
    await page.keyboard.press('Enter');
    await heading(page, 'First steps').waitFor();
    expect(await button(page, 'Not now').count()).toBe(0);
  });

  it('end with a message sent, read and answered on the sandbox', async () => {
    const page = await suite.openSignedIn({}, '/app/guide');
    await page.getByText('1 of 4 done').waitFor();
    await page.getByText('Sandbox is connected.').waitFor();
    await page.getByLabel('Message', { exact: true }).fill('Good morning');
    await button(page, 'Send').first().click();
    const phone = page.getByRole('region', { name: /^Phone of / });
    await phone.getByText('Good morning').waitFor();
    await page.getByText('4 of 4 done').waitFor();
    await page.getByText('Recebido! (a reply of the simulated customer)').first().waitFor();
    await heading2(page, 'That is all there is to it').waitFor();
    for (const name of [/^Connect your own number/, /^Create a webhook/, /^Invite your team/])
      expect(await page.getByRole('link', { name }).isVisible()).toBe(true);
  });
});

const heading2 = (page: Parameters<typeof heading>[0], name: string) =>
  page.getByRole('heading', { level: 2, name });
