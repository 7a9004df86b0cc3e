import { InstancePage } from '@recado/contracts';
import { startGraphApiSimulator, type GraphApiSimulator } from '@recado/graph-api-simulator';
import { afterAll, beforeAll, it } from 'vitest';
import { connectNumber } from '../harness/api.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button } from './locators.ts';

describeDashboard('the dashboard: first steps without the sandbox', (suite) => {
  const started: { meta?: GraphApiSimulator } = {};
  const meta = (): GraphApiSimulator => {
    if (started.meta === undefined) throw new Error('Meta is not there yet');
    return started.meta;
  };

  beforeAll(async () => {
    // With Meta's own rules: nothing but templates outside of the 24-hour window.
    started.meta = await startGraphApiSimulator();
    const { client } = suite.scene;
    const { items } = InstancePage.parse(await client.expect('GET', '/instances?limit=100'));
    for (const { id } of items) await client.expect('DELETE', `/instances/${id}`);
  });
  afterAll(() => started.meta?.close());

  it('let the customer begin on a number of the Cloud API, and end with the answer, whatever fails meanwhile', async () => {
    const { client } = suite.scene;
    const page = await suite.openSignedIn({}, '/app/guide');
    await page.getByText('0 of 4 done').waitFor();
    await page.getByRole('listitem').getByRole('link', { name: 'Connect a number' }).waitFor();
    const { number } = await connectNumber(client, meta());
    await page.getByText('1 of 3 done').waitFor();
    await page.getByText(/^Write to \+1650555\d+ from your own phone\./).waitFor();
    meta().customer(number.id, { waId: '5511988887777', name: 'Ana' }).sendText('Is it you?');
    await page.getByText('Is it you?').waitFor();
    await page.getByText('It goes to +5511988887777, who wrote last.').waitFor();
    const match = { phoneNumberId: number.id, endpoint: 'messages' };
    meta().faults.add({ fault: { kind: 'error', code: 131_026 }, times: 1, match });
    await button(page, 'Send').click();
    const lost = page.getByRole('alert').filter({ hasText: 'The last one was not sent' });
    await lost.getByText('The recipient is not on WhatsApp').waitFor();
    await page.getByText('2 of 3 done').waitFor();
    await button(page, 'Send').click();
    await page.getByText('3 of 3 done').waitFor();
    await lost.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 2, name: 'That is all there is to it' }).waitFor();
  });
});
