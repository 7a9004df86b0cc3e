import { INSTANT, startGraphApiSimulator } from '@recado/graph-api-simulator';
import { expect, it } from 'vitest';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';
import { webNumber } from './sandbox-numbers.ts';

describeDashboard('the dashboard: a number', (suite) => {
  it('is linked by its QR code with the simulated phone, and disconnected again', async () => {
    const { id } = await webNumber(suite.scene.client);
    const page = await suite.openSignedIn({}, `/app/numbers/${id}`);
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
    const { id } = await webNumber(suite.scene.client);
    const page = await suite.openSignedIn({}, `/app/numbers/${id}`);
    await button(page, 'Connect').click();
    await page.getByRole('img', { name: 'QR code to be scanned with WhatsApp' }).waitFor();
    await button(page, 'Link with a code instead').click();
    await button(page, 'Get a code').click();
    await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).waitFor();
    await suite.scene.client.expect('POST', `/instances/${id}/disconnect`, {});
  });

  it('is deleted only once its digits were typed', async () => {
    const page = await suite.openSignedIn({}, '/app/numbers/new');
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

  it('has its credentials tested with Meta as they are typed', async () => {
    const simulator = await startGraphApiSimulator({ behaviour: INSTANT });
    try {
      const account = simulator.addBusinessAccount();
      const { id } = simulator.addPhoneNumber({
        businessAccountId: account.id,
        displayPhoneNumber: '+1 555-078-3881',
        verifiedName: 'Jaspers Market',
      });
      const page = await suite.openSignedIn({}, '/app/numbers/new');
      await page.getByRole('radio', { name: /Cloud API/ }).click();
      await button(page, 'Another API address or version').click();
      await page.getByLabel('API address').fill(simulator.url);
      await page.getByLabel(/^Phone number id/).fill(id);
      await page.getByLabel(/^WhatsApp Business Account id/).fill(account.id);
      await page.getByLabel(/^Access token/).fill(account.accessToken);
      await page.getByLabel(/^App secret/).fill('the secret of another app');
      await page.getByText('This is not the secret of the app whose token it is.').waitFor();
      await page.getByLabel(/^App secret/).fill(account.appSecret);
      const status = page.getByRole('status').filter({ hasText: 'Meta knows this number' });
      await status.waitFor();
      expect(await status.textContent()).toBe('Meta knows this number: Jaspers Market, +1 555-078-3881');
      await page.getByLabel(/^Access token/).fill('EAAGwrong');
      await page.getByText('Meta does not accept this token: it is wrong or has expired.').waitFor();
    } finally {
      await simulator.close();
    }
  });

  it('shows its settings as they were written', async () => {
    const { cloudId } = await webNumber(suite.scene.client);
    const page = await suite.openSignedIn({}, `/app/numbers/${cloudId}`);
    await page.getByLabel('Messages a second, at most').fill('25');
    await button(page, 'Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    expect(await page.getByLabel('Messages a second, at most').inputValue()).toBe('25');
  });
});
