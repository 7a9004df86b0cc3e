import { readFile } from 'node:fs/promises';
import { BroadcastWithProgress, SandboxPhone } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeDashboard } from './dashboard-suite.ts';
import { button, heading } from './locators.ts';
import { webNumber } from './sandbox-numbers.ts';

const LONG = { timeout: 60_000 };
const WHOLE_BROADCAST_MS = 180_000;
const Created = z.object({ id: z.string() });

/** The steps up to the check, as a person takes them. */
async function write(page: Page, broadcast: { name: string; list: string; text: string }): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(broadcast.name);
  await page.getByLabel('From the number').selectOption({ label: 'Sandbox (+15550100001)' });
  await page.getByLabel('Numbers, or a table').fill(broadcast.list);
  await button(page, 'Next').click();
  await page.getByRole('textbox', { name: 'Text' }).fill(broadcast.text);
  await button(page, 'Next').click();
  await page.getByLabel('Messages a minute, at most').waitFor();
}

const numbers = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, place) => `+55119444${String(from + place).padStart(5, '0')}`);

describeDashboard('the dashboard: broadcasts', (suite) => {
  it('is made step by step, checked before anybody gets it, and followed to its end', async () => {
    const page = await suite.openSignedIn({}, '/app/broadcasts');
    await page.getByRole('link', { name: 'New broadcast' }).first().click();
    await button(page, 'Next').click();
    await page.getByText('Give at least one number').waitFor();
    const [ana = '', bia = ''] = numbers(1, 2);
    await write(page, {
      name: 'Ofertas',
      list: `telefone;nome\n${ana};Ana\n12;Nobody\n${bia};Bia\n${ana};Ana`,
      text: 'Olá, {{nome}}! Só hoje.',
    });
    await button(page, 'Next').click();
    await page.getByText('Olá, Ana! Só hoje.').waitFor();
    const dropped = page.getByRole('table', { name: 'Lines that get no message' });
    await dropped.getByRole('row').filter({ hasText: '12' }).getByText('No valid number').waitFor();
    await dropped.getByRole('row').filter({ hasText: ana }).getByText('Stands there twice').waitFor();
    await button(page, 'Start sending').click();
    const dialog = page.getByRole('dialog', { name: 'Send to 2 people?' });
    await dialog.getByRole('button', { name: 'Start sending' }).click();
    await heading(page, 'Ofertas').waitFor();
    await page.getByText('Completed', { exact: true }).waitFor(LONG);
    await page.getByRole('link', { name: /^Read\s*2\s*100/ }).waitFor(LONG);
    await page.getByRole('row').filter({ hasText: bia }).getByText('Read').waitFor(LONG);
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Export').click()]);
    const rows = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
    expect(rows.slice(1).map((row) => row.split(',').slice(0, 3))).toEqual([
      [ana, '', 'read'],
      [bia, '', 'read'],
    ]);
    await page.getByRole('row').filter({ hasText: ana }).getByRole('link').click();
    await page
      .getByRole('dialog', { name: `To ${ana}` })
      .getByText('Olá, Ana! Só hoje.')
      .waitFor();
  });

  it('fills a template in for each person, shows what they will read, and so it reaches them', async () => {
    const { client } = suite.scene;
    const { cloudId } = await webNumber(client);
    const page = await suite.openSignedIn({}, '/app/broadcasts/new');
    const [ana, bia] = ['+5511900000071', '+5511900000072'];
    await page.getByLabel('Name', { exact: true }).fill('Entregas');
    await page.getByLabel('From the number').selectOption({ label: 'Sandbox (+15550100001)' });
    await page.getByLabel('Numbers, or a table').fill(`telefone;nome;pedido\n${ana};Ana;1042\n${bia};;1043`);
    await button(page, 'Next').click();
    await page.getByText('Template', { exact: true }).click();
    await button(page, 'Next').click();
    await page.getByRole('alert').filter({ hasText: 'Choose a template' }).waitFor();
    await page.getByRole('list', { name: 'Templates' }).getByRole('button', { name: 'pt_BR' }).click();
    await page.getByLabel('Variable 1', { exact: true }).fill('{{nome|cliente}}');
    await button(page, 'Put a value of each customer into “Variable 2”').click();
    await page.getByRole('menuitem', { name: '{{pedido}}' }).click();
    const written = 'Olá {{nome|cliente}}, o seu pedido {{pedido}} está a caminho.';
    await page.getByRole('region', { name: 'What the customer sees' }).getByText(written).waitFor();
    await button(page, 'Next').click();
    await button(page, 'Next').click();
    const read = [
      'Olá Ana, o seu pedido 1042 está a caminho.',
      'Olá cliente, o seu pedido 1043 está a caminho.',
    ];
    for (const text of read) await page.getByText(text).waitFor();
    await button(page, 'Start sending').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start sending' }).click();
    await page.getByText('Completed', { exact: true }).waitFor(LONG);
    await page.getByText(written).waitFor();
    for (const [place, number] of [ana, bia].entries()) {
      const path = `/sandbox/numbers/${cloudId}/phones/${encodeURIComponent(number)}`;
      const said = async () =>
        SandboxPhone.parse(await client.expect('GET', path)).messages.map(({ text }) => text);
      // All are handed over when it is completed; the phone has them a moment later.
      await expect.poll(said, LONG).toContain(read[place]);
    }
    await page.getByRole('row').filter({ hasText: bia }).getByRole('link').click();
    await page
      .getByRole('dialog', { name: `To ${bia}` })
      .getByText(read[1] ?? '')
      .waitFor();
  });

  it(
    'is paused, goes on, and is stopped midway: the rest get nothing',
    async () => {
      const { client } = suite.scene;
      const page = await suite.openSignedIn({}, '/app/broadcasts/new');
      await write(page, { name: 'Aviso', list: numbers(100, 40).join('\n'), text: 'Aviso' });
      await page.getByLabel('Messages a minute, at most').fill('10');
      await button(page, 'Next').click();
      await button(page, 'Start sending').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Start sending' }).click();
      await page.getByText('Running', { exact: true }).waitFor(LONG);
      await page.getByRole('link', { name: /^Read/ }).waitFor(LONG);
      await button(page, 'Pause').click();
      await page.getByText('Paused', { exact: true }).waitFor();
      await button(page, 'Go on').click();
      await page.getByText('Running', { exact: true }).waitFor();
      await button(page, 'Stop').click();
      const dialog = page.getByRole('dialog', { name: 'Stop the broadcast?' });
      await dialog.getByRole('button', { name: 'Stop it' }).click();
      await page.getByText('Stopped', { exact: true }).waitFor();
      await page.getByRole('link', { name: /^Called off/ }).click();
      await page.getByRole('row').filter({ hasText: 'Called off' }).first().waitFor(LONG);
      expect(new URL(page.url()).search).toBe('?result=cancelled');
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const { state, progress } = BroadcastWithProgress.parse(
        await client.expect('GET', `/broadcasts/${id}`),
      );
      expect(state).toBe('stopped');
      expect(progress.cancelled).toBeGreaterThan(0);
      expect(progress.read + progress.delivered + progress.sent).toBeGreaterThan(0);
    },
    WHOLE_BROADCAST_MS,
  );

  it('is listed by its state, which stays in the address', async () => {
    const { client } = suite.scene;
    const { cloudId } = await webNumber(client);
    Created.parse(
      await client.expect('POST', '/broadcasts', {
        name: 'Para amanhã',
        instanceId: cloudId,
        message: { type: 'text', content: 'Bom dia' },
        audience: { recipients: [{ phoneNumber: '+5511955550001' }] },
        sendAt: new Date(Date.now() + 86_400_000).toISOString(),
      }),
    );
    const page = await suite.openSignedIn({}, '/app/broadcasts');
    await page.getByLabel('State').selectOption('scheduled');
    await page.reload();
    await page.getByRole('link', { name: 'Para amanhã' }).click();
    await heading(page, 'Para amanhã').waitFor();
    await page.goBack();
    expect(await page.getByLabel('State').inputValue()).toBe('scheduled');
  });
});
