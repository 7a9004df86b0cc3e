import { readFile } from 'node:fs/promises';
import { User } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ApiClient } from '../harness/api.ts';
import { narrow } from './browser.ts';
import { administrator, createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { button } from './locators.ts';

const Line = z.object({ action: z.string(), resourceId: z.string().nullable(), changes: z.unknown() });

describeDashboard('the dashboard: logs', (suite) => {
  const addUser = async (email: string): Promise<User> =>
    User.parse(
      await suite.scene.client.expect('POST', '/users', {
        email,
        password: 'a long password',
        role: 'viewer',
      }),
    );
  const rows = (page: Page) => page.getByRole('button', { name: /^Details of / });
  const exported = async (page: Page, kind: RegExp): Promise<{ name: string; text: string }> => {
    await button(page, 'Export').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: kind }).click(),
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };

  it('a change is found by its filters and shown field by field, with the password masked', async () => {
    const user = await addUser('changed@example.com');
    await suite.scene.client.expect('PATCH', `/users/${user.id}`, {
      role: 'developer',
      password: 'another long password',
    });
    const page = await suite.openSignedIn({}, '/app/logs');
    await rows(page).first().waitFor();
    await page.getByLabel('What', { exact: true }).selectOption('user');
    await page.getByLabel('Action', { exact: true }).selectOption('user.updated');
    await expect.poll(() => page.url()).toContain('action=user.updated&resourceType=user');
    await rows(page).first().click();
    const drawer = page.getByRole('dialog');
    const changes = drawer.getByRole('region', { name: 'What changed' }).getByRole('listitem');
    const role = changes.filter({ hasText: 'role' });
    expect(await role.getByText('viewer', { exact: true }).count()).toBe(1);
    expect(await role.getByText('developer', { exact: true }).count()).toBe(1);
    expect(await changes.filter({ hasText: 'password' }).getByText('••••').count()).toBeGreaterThan(0);
    await drawer.getByText('admin@example.com', { exact: true }).waitFor();
    await drawer.getByText('127.0.0.1', { exact: true }).waitFor();
    await drawer.getByRole('link', { name: 'All changes of this one' }).click();
    await expect.poll(() => page.url()).toContain(user.id);
    await expect.poll(() => rows(page).count()).toBe(2);
    await button(page, 'Show all resources').click();
    await page.getByLabel('Search actions and changes').fill('no such text anywhere');
    await page.getByText('Nothing fits these filters').waitFor();
    await page.getByRole('link', { name: 'Clear the filters' }).click();
    await rows(page).first().waitFor();
  });

  it('on a narrow screen everybody is named on one line', async () => {
    const { client } = suite.scene;
    const email = 'maria.goncalves@distribuidora.example';
    await addUser(email);
    const maria = new ApiClient(client.url);
    await maria.signIn({ ...administrator, email, password: 'a long password' });
    const page = await suite.openSignedIn({ size: narrow }, '/app/logs');
    const name = page.getByRole('row').getByText(email, { exact: true }).first();
    await name.waitFor();
    expect((await name.boundingBox())?.height).toBeLessThan(30);
  });

  it('what fits the filters is exported, as CSV and as JSON lines', async () => {
    const user = await addUser('exported@example.com');
    await addUser('other@example.com');
    const page = await suite.openSignedIn({}, `/app/logs?resourceId=${user.id}`);
    await rows(page).first().waitFor();
    const json = await exported(page, /^JSON/);
    expect(json.name).toMatch(/^recado-logs-\d{4}-\d\d-\d\d\.ndjson$/);
    const lines = json.text
      .trimEnd()
      .split('\n')
      .map((line) => Line.parse(JSON.parse(line)));
    expect(lines).toMatchObject([{ action: 'user.created', resourceId: user.id }]);
    const csv = await exported(page, /^CSV/);
    expect(csv.name).toMatch(/\.csv$/);
    const [heading, ...records] = csv.text.trimEnd().split('\r\n');
    expect(heading).toContain('createdAt,action,resourceType,resourceId');
    expect(records).toHaveLength(1);
    expect(records[0]).toContain('exported@example.com');
  });

  it('who may not read users sees the log without their addresses', async () => {
    const page = await suite.open();
    await signIn(page, await createUser(suite.scene.client, 'viewer'), '/app/logs');
    await rows(page).first().waitFor();
    expect(await page.getByLabel('Who', { exact: true }).count()).toBe(0);
    await page
      .getByRole('cell', { name: /^User [0-9a-f]{6}$/ })
      .first()
      .waitFor();
  });
});
