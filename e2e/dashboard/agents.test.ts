import { ConversationPage, MessagePage } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { narrow } from './browser.ts';
import { createUser, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { createPerson } from './inbox-scene.ts';
import { button, heading } from './locators.ts';
import { agentOfTeam, sandboxTeam } from './sandbox-agents.ts';
import { webNumber } from './sandbox-numbers.ts';

const PATIENCE = { timeout: 30_000 };

/** The trial of the editor, in which one writes as the customer. */
async function writeInTrial(page: Page, text: string): Promise<void> {
  await page.getByLabel('Write as the customer').fill(text);
  await page.keyboard.press('Enter');
}

describeDashboard('the dashboard: agents', (suite) => {
  it('a bot is made in the editor, tried there, saved, and answers a customer whom it hands to a person', async () => {
    const { client } = suite.scene;
    const { cloudId } = await webNumber(client);
    const marina = await createPerson(client, 'Marina');
    await client.expect('PUT', `/agents/${marina}/presence`, { presence: 'online' });
    const page = await suite.openSignedIn({}, `/app/agents/new?type=bot&number=${cloudId}`);
    await page.getByLabel(/^Name/).fill('Assistente');
    await page.getByLabel('Said once, before the first answer.').fill('Olá! Sou o assistente.');
    await button(page, 'Add a rule').click();
    await page.getByRole('combobox', { name: 'Words' }).fill('atendente');
    await page.keyboard.press('Enter');
    const rule = page.getByRole('region', { name: 'Keywords' });
    await rule.getByLabel('Says').fill('Já chamo alguém.');
    await rule.getByLabel('And then').selectOption('handoff');

    await writeInTrial(page, 'Quero um ATENDENTE, por favor');
    await page.getByRole('log').getByText('Já chamo alguém.').waitFor();
    await page.getByText('Rule 1, because of “atendente”').waitFor();
    await page.getByText('Hands over to a person', { exact: true }).waitFor();
    await button(page, 'Start again').click();
    await page.getByText('Já chamo alguém.', { exact: true }).nth(1).waitFor({ state: 'detached' });

    await button(page, 'Create agent').click();
    await heading(page, 'Assistente').waitFor();
    await page.waitForURL(/\/agents\/[0-9a-f-]{36}$/);

    const phone = '+5511900000077';
    await client.expect('POST', `/sandbox/numbers/${cloudId}/phones/${phone}/messages`, {
      type: 'text',
      text: 'atendente',
    });
    await expect
      .poll(async () => {
        const { items } = ConversationPage.parse(
          await client.expect('GET', `/conversations?instanceId=${cloudId}`),
        );
        return items.find(({ contact }) => contact.phoneNumber === phone)?.assignee?.agentId;
      }, PATIENCE)
      .toBe(marina);
    const { items } = MessagePage.parse(
      await client.expect('GET', `/messages/history?contact=${encodeURIComponent(phone)}`),
    );
    expect(items.map(({ message }) => ('content' in message ? message.content : undefined)).sort()).toEqual([
      'Já chamo alguém.',
      'Olá! Sou o assistente.',
      'atendente',
    ]);
  });

  it('an editor opens at its beginning on a narrow screen, though its trial is at the end', async () => {
    const id = await agentOfTeam(suite.scene.client, 'Assistente');
    const page = await suite.openSignedIn({ size: narrow }, `/app/agents/${id}`);
    await page.getByLabel('Write as the customer').waitFor({ state: 'attached' });
    expect(await page.evaluate('scrollY')).toBe(0);
  });

  it('what is missing is told at its field, and what was typed is not lost by leaving', async () => {
    const page = await suite.openSignedIn({}, '/app/agents/new?type=http');
    await button(page, 'Create agent').click();
    await page.getByText('Still to be filled in.').first().waitFor();
    await page.getByLabel(/^Name/).and(page.locator(':focus')).waitFor();
    await page.getByLabel(/^Name/).fill('CRM');
    await page.getByLabel(/^Address/).fill('crm');
    await page.getByText(/^A whole address/).waitFor();
    await page.getByRole('link', { name: 'Numbers' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByLabel(/^Name/).inputValue()).toBe('CRM');
    await page.getByRole('link', { name: 'Numbers' }).click();
    await dialog.getByRole('button', { name: 'Leave without saving' }).click();
    await heading(page, 'Numbers').waitFor();
  });

  it('rules are put into another order by keyboard, and a dry run tells why', async () => {
    const { client } = suite.scene;
    await sandboxTeam(client);
    const { id } = await webNumber(client);
    const page = await suite.openSignedIn({}, `/app/agents?view=distribution&number=${id}`);
    await button(page, 'Move down: rule 1, By priority').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    // The focus went with the rule.
    await button(page, 'Move down: rule 3, By priority').and(page.locator(':focus')).waitFor();
    await page.getByRole('combobox', { name: 'Skills that it needs' }).fill('vendas');
    await page.keyboard.press('Enter');
    await button(page, 'Ask').click();
    await page.getByText('Ana would get it').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Carla' }).getByText('is away').waitFor();
    await button(page, 'Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await page.getByLabel('Rule 3', { exact: true }).waitFor();
    expect(await page.getByLabel('Rule 3', { exact: true }).inputValue()).toBe('priority');
  });

  it('hours are kept day by day, with a break', async () => {
    const page = await suite.openSignedIn({}, `/app/agents/${await agentOfTeam(suite.scene.client, 'Ana')}`);
    await page.getByLabel('Only within working hours').check();
    await page.getByLabel('Monday: to').fill('12');
    await button(page, 'Add hours on Monday').click();
    await page.getByLabel('Monday: from').nth(1).fill('13h30');
    await button(page, 'Monday: the same from Monday to Friday').click();
    await button(page, 'Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await page.getByLabel('Friday: from').first().waitFor();
    const friday = await page.getByLabel(/^Friday: (from|to)$/).all();
    expect(await Promise.all(friday.map((field) => field.inputValue()))).toEqual([
      '09:00',
      '12:00',
      '13:30',
      '18:00',
    ]);
  });

  it('one says whether one is at work, and everybody sees it', async () => {
    const { client } = suite.scene;
    const account = await createUser(client, 'developer');
    const page = await suite.open();
    await signIn(page, account, '/app/agents/new');
    await page.getByLabel(/^Name/).fill('Duda');
    await page.getByLabel('User').selectOption({ index: 1 });
    await button(page, 'Create agent').click();
    await heading(page, 'Duda').waitFor();
    await page.reload();
    await button(page, /^Account/).click();
    await page.getByRole('menuitem', { name: 'Online' }).click();
    await button(page, /^Account.*Online/).waitFor();
    const other = await suite.openSignedIn({}, '/app/agents');
    await other.getByRole('button', { name: 'Duda is Online: change' }).click();
    await other.getByRole('menuitem', { name: 'Away' }).click();
    await other.getByRole('button', { name: 'Duda is Away: change' }).waitFor();
  });

  it('a viewer sees all of it and changes nothing', async () => {
    const bot = await agentOfTeam(suite.scene.client, 'Assistente');
    const page = await suite.open();
    await signIn(page, await createUser(suite.scene.client, 'viewer'), `/app/agents/${bot}`);
    await heading(page, 'Assistente').waitFor();
    expect(await page.getByLabel(/^Name/).getAttribute('readonly')).not.toBeNull();
    for (const name of ['Save', 'Add a rule', 'Add an option', /^More about/])
      expect([name, await button(page, name).count()]).toEqual([name, 0]);
    await page.goto('/app/agents?view=distribution');
    await page.getByText('Who gets a conversation').waitFor();
    expect(await page.getByRole('switch').isDisabled()).toBe(true);
    expect(await button(page, /^Move/).count()).toBe(0);
  });
});
