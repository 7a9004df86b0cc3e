import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeDashboard } from './dashboard-suite.ts';
import { wide } from './browser.ts';
import { wavFile } from './files.ts';
import { button } from './locators.ts';
import { linkWebNumber } from './sandbox-numbers.ts';
import { fillThread, talk } from './thread-scene.ts';

const LIMIT = { timeout: 20_000 };
/** A machine that does much else at once draws late. */
const TEST_MS = 120_000;

const saying = (page: Page, text: string): Locator => page.getByRole('article').filter({ hasText: text });
const status = (message: Locator, name: string): Locator =>
  message.getByRole('button', { name: new RegExp(`, ${name}$`) });

describeDashboard('the thread', (suite) => {
  it(
    'shows what the customer writes as it comes, and our ticks on their way to read',
    async () => {
      const made = await talk(suite.scene.client, '51', 'Rita');
      const page = await suite.openSignedIn({}, made.path);
      await page.getByRole('heading', { name: 'No message yet' }).waitFor();
      await made.customer({ type: 'text', text: 'Is *anybody* there?' });
      await saying(page, 'Is anybody there?').locator('strong', { hasText: 'anybody' }).waitFor(LIMIT);
      const { id } = await made.us({ type: 'text', content: 'Yes, good morning.' });
      const ours = saying(page, 'Yes, good morning.');
      await status(ours, 'Delivered').waitFor(LIMIT);
      await made.opens();
      await status(ours, 'Read').waitFor(LIMIT);
      await status(ours, 'Read').click();
      const story = page.getByRole('dialog');
      await story.getByText('How it went').waitFor(LIMIT);
      expect(await story.getByRole('listitem').count()).toBeGreaterThanOrEqual(4);
      await made.customer({
        type: 'reaction',
        messageId: (await made.reaches(id, 'read')).whatsappId ?? '',
        emoji: '🎉',
      });
      await ours.getByText('🎉').waitFor(LIMIT);
    },
    TEST_MS,
  );

  it(
    'plays a voice message, and seeks in it',
    async () => {
      const made = await talk(suite.scene.client, '52', 'Vera');
      await made.received(
        await made.customer({ type: 'voice', base64: wavFile().toString('base64'), mimeType: 'audio/ogg' }),
      );
      const page = await suite.openSignedIn({}, made.path);
      const place = page.getByRole('slider', { name: 'Place in the recording' });
      const at = async (): Promise<string> => (await place.getAttribute('aria-valuetext')) ?? '';
      await expect.poll(at, LIMIT).toBe('0:00 of 0:04');
      await button(page, 'Play').click();
      await button(page, 'Pause').waitFor(LIMIT);
      await expect.poll(at, LIMIT).toMatch(/^0:0[1-4] of 0:04$/);
      await button(page, 'Play').waitFor(LIMIT);
      await place.fill('2');
      expect(await at()).toBe('0:02 of 0:04');
      await button(page, 'Speed: 1 times').click();
      await button(page, 'Speed: 1.5 times').waitFor();
    },
    TEST_MS,
  );

  it(
    'says why a message failed, and sends it again',
    async () => {
      const made = await talk(suite.scene.client, '53', 'Flávia');
      await made.received(await made.customer({ type: 'text', text: 'Hello' }));
      const page = await suite.openSignedIn({}, made.path);
      await made.order({ kind: 'reject', code: 131026 });
      await made.us({ type: 'text', content: 'Can you read this?' });
      const ours = saying(page, 'Can you read this?');
      await ours.getByText('The recipient is not on WhatsApp, or cannot get this message.').waitFor(LIMIT);
      await ours.getByRole('button', { name: 'Send again' }).click();
      await status(ours, 'Delivered').waitFor(LIMIT);
      expect(await ours.getByText('Not sent').count()).toBe(0);
    },
    TEST_MS,
  );

  it(
    'says that nobody knows whether a message arrived, and leaves the choice',
    async () => {
      const made = await talk(suite.scene.client, '54', 'Dora');
      await made.received(await made.customer({ type: 'text', text: 'Hello' }));
      const page = await suite.openSignedIn({}, made.path);
      await made.change({ isOnline: false });
      await made.order({ kind: 'dropAnswer' });
      await made.us({ type: 'text', content: 'Did it arrive?' });
      const ours = saying(page, 'Did it arrive?');
      await ours.getByText('Nobody knows whether it arrived').waitFor(LIMIT);
      await ours.getByRole('button', { name: 'Send again' }).click();
      await made.change({ isOnline: true });
      await status(ours, 'Delivered').waitFor(LIMIT);
    },
    TEST_MS,
  );

  it(
    'changes what we wrote on a number by QR code, and deletes it for everyone: the customer’s phone shows it so',
    async () => {
      const made = await talk(suite.scene.client, '57', 'Olga', await linkWebNumber(suite.scene.client));
      const { id } = await made.us({ type: 'text', content: 'Come at 10' });
      await made.reaches(id, 'delivered');
      const page = await suite.openSignedIn({}, made.path);
      await button(page, 'Simulated phone').click();
      const phone = page.getByRole('region', { name: 'Phone of Olga' });
      await phone.getByText('Come at 10').waitFor(LIMIT);
      const choose = async (text: string, action: string): Promise<Locator> => {
        await saying(page, text).hover();
        await saying(page, text)
          .getByRole('button', { name: /^Actions on the message/ })
          .click();
        await page.getByRole('menuitem', { name: action }).click();
        return page.getByRole('dialog');
      };
      const edit = await choose('Come at 10', 'Edit');
      await edit.getByLabel('Text').fill('Come at 11');
      await edit.getByRole('button', { name: 'Save' }).click();
      await phone.getByText('Come at 11').waitFor(LIMIT);
      await phone.getByText('Edited', { exact: true }).waitFor(LIMIT);
      await saying(page, 'Come at 11').getByText('Edited').waitFor(LIMIT);
      const deletion = await choose('Come at 11', 'Delete for everyone');
      await deletion.getByRole('button', { name: 'Delete' }).click();
      await phone.getByText('This message was deleted').waitFor(LIMIT);
      const gone = saying(page, 'This message was deleted');
      await gone.waitFor(LIMIT);
      expect(await gone.getByText('Edited').count()).toBe(0);
      // The list says the same, and what was said is kept.
      await page.getByRole('link', { name: /Olga/ }).getByText('This message was deleted').waitFor(LIMIT);
      await status(gone, 'Delivered').click();
      await page.getByRole('dialog').getByText('Come at 11').waitFor(LIMIT);
    },
    TEST_MS,
  );

  it(
    'goes to the message that is answered, and through all that was ever said',
    async () => {
      const made = await talk(suite.scene.client, '55', 'Lia');
      const first = await made.received(await made.customer({ type: 'text', text: 'The very first' }));
      let last = '';
      for (let place = 1; place <= 130; place += 1)
        last = await made.customer({ type: 'text', text: `Line ${String(place)}` });
      // Else the lines that still come would push the answer out of sight.
      await made.received(last);
      await made.us({ type: 'text', content: 'About the beginning' }, { replyTo: first.id });
      const page = await suite.openSignedIn({}, made.path);
      const answer = saying(page, 'About the beginning');
      await answer.waitFor(LIMIT);
      await expect.poll(() => saying(page, 'The very first').count()).toBe(1);
      await answer.getByTitle('Go to the message that is answered').click();
      const reached = page.getByRole('article').filter({ hasText: /^The very first/ });
      await reached.waitFor(LIMIT);
      await made.customer({ type: 'text', text: 'While you read' });
      await button(page, '1 new message').click();
      await saying(page, 'While you read').waitFor(LIMIT);
      // By keyboard from the end up to the beginning.
      await page.getByRole('region', { name: 'Messages' }).last().focus();
      await expect
        .poll(async () => {
          await page.keyboard.press('PageUp');
          return reached.count();
        }, LIMIT)
        .toBe(1);
    },
    TEST_MS,
  );

  it(
    'offers no way to the newest once all that was said fits',
    async () => {
      const made = await talk(suite.scene.client, '58', 'Ivo');
      for (let line = 1; line <= 3; line += 1)
        await made.received(
          await made.customer({ type: 'text', text: 'We deliver on weekdays. '.repeat(40) }),
        );
      const page = await suite.openSignedIn({}, made.path);
      await page.getByRole('article').nth(2).waitFor(LIMIT);
      const overhang = (): Promise<number> =>
        page.evaluate<number>(
          "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.querySelector('.recado-thread'))",
        );
      // How high the messages are is the matter of the fonts that a machine has.
      const { width, height } = page.viewportSize() ?? wide;
      await page.setViewportSize({ width, height: height + (await overhang()) - 120 });
      await page.getByRole('region', { name: 'Messages' }).last().focus();
      await page.keyboard.press('Home');
      await button(page, 'To the newest messages').waitFor(LIMIT);
      // Without the contact beside them the lines are longer, and so fewer.
      await button(page, 'Contact panel').click();
      await expect.poll(overhang, LIMIT).toBe(0);
      expect(await button(page, 'To the newest messages').count()).toBe(0);
    },
    TEST_MS,
  );

  it(
    'misses nothing when the server was started anew',
    async () => {
      const made = await talk(suite.scene.client, '56', 'Nara');
      await made.received(await made.customer({ type: 'text', text: 'Before' }));
      const page = await suite.openSignedIn({}, made.path);
      await saying(page, 'Before').waitFor(LIMIT);
      await suite.scene.restart();
      await made.us({ type: 'text', content: 'Written at once' });
      await saying(page, 'Written at once').waitFor({ timeout: 60_000 });
      await made.customer({ type: 'text', text: 'After' });
      await saying(page, 'After').waitFor(LIMIT);
      expect(await page.getByRole('article').count()).toBe(3);
    },
    TEST_MS,
  );

  it(
    'draws each type, and every message is reached and acted on by keyboard',
    async () => {
      const made = await fillThread(suite.scene.client);
      const page = await suite.openSignedIn({}, made.path);
      const last = page.getByRole('article').last();
      await last.waitFor(LIMIT);
      await page.getByRole('region', { name: 'Messages' }).last().focus();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'Copy the text' }).waitFor(LIMIT);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Do not send' }).click();
      await page.getByText('Called off').waitFor(LIMIT);
    },
    TEST_MS,
  );
});
