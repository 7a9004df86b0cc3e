import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { administrator, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { addCustomer, customerWrites } from './inbox-scene.ts';
import { button } from './locators.ts';

/** What a desktop would show is kept instead, and tones are counted as they are played. */
const watched = `
  const Real = Notification;
  window.shown = [];
  window.Notification = class extends EventTarget {
    static get permission() { return Real.permission; }
    static requestPermission() { return Real.requestPermission(); }
    constructor(title, { body }) {
      super();
      shown.push({ title, body, click: () => this.dispatchEvent(new Event('click')) });
    }
    close() {}
  };
  window.chimes = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...given) { chimes += 1; start.apply(this, given); };
`;

const shown = (page: Page): Promise<unknown> =>
  page.evaluate('shown.map(({ title, body }) => [title, body])');
const chimes = (page: Page): Promise<unknown> => page.evaluate('chimes');
/** A browser without a window never hides a tab. */
const hide = (page: Page, isHidden: boolean): Promise<unknown> =>
  page.evaluate(
    `Object.defineProperty(document, 'hidden', { configurable: true, value: ${String(isHidden)} })`,
  );

describeDashboard('news of the inbox', (suite) => {
  it('are told by desktop and sound while one looks elsewhere, as long as they are switched on', async () => {
    const { client } = suite.scene;
    const ana = await addCustomer(client, 'Ana Souza', 23);
    await customerWrites(client, ana, 'Bom dia');
    const page = await suite.open();
    await page.context().grantPermissions(['notifications']);
    await page.addInitScript(watched);
    await signIn(page, administrator, '/app/inbox');
    const row = page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name: 'Ana Souza' });
    const writes = async (text: string): Promise<void> => {
      await customerWrites(client, ana, text);
      await row.getByText(text).waitFor();
    };
    const bell = button(page, 'Notifications of new messages');
    await hide(page, true);
    await writes('Alguém aí?');
    expect(await shown(page)).toEqual([]);
    await bell.click();
    await page.getByText('You are notified while the inbox is open in the background.').waitFor();
    expect(await chimes(page)).toBe(1);
    await page.reload();
    await row.click();
    expect(await bell.getAttribute('aria-pressed')).toBe('true');
    await writes('Olhando');
    expect(await shown(page)).toEqual([]);
    await page.goto('/app/inbox');
    await bell.focus();
    await page.keyboard.press('Shift');
    await hide(page, true);
    await writes('Onde está o meu pedido?');
    await expect.poll(() => shown(page)).toEqual([['Ana Souza', 'Onde está o meu pedido?']]);
    expect(await chimes(page)).toBe(1);
    await page.evaluate('shown[0].click()');
    await page.getByRole('heading', { level: 2, name: 'Ana Souza' }).waitFor();
    await bell.click();
    await writes('Obrigada');
    expect(await shown(page)).toHaveLength(1);
  });
});
