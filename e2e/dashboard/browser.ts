import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Debian's; `apt-get install chromium` brings it. */
export const CHROMIUM = process.env['RECADO_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

/** Why the tests in a browser cannot run here; undefined when they can. */
export const missingBrowser: string | undefined = existsSync(CHROMIUM)
  ? undefined
  : `no Chromium at ${CHROMIUM}: apt-get install chromium, or name one in RECADO_TEST_CHROMIUM`;

/** Without these, it asks hosts of its maker by itself. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A microphone that hums, which no person has to allow.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** A real Chromium that asks no host but ours for anything. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, headless: true, args: chromiumFlags });

export interface View {
  language: 'en' | 'pt-BR';
  theme: 'light' | 'dark';
  size: { width: number; height: number };
}

export const wide = { width: 1280, height: 800 };
export const narrow = { width: 360, height: 740 };
export const usualView: View = { language: 'en', theme: 'light', size: wide };

/** What the browser said against the page: errors of scripts, and what the policy refused. */
export interface Watched {
  page: Page;
  complaints: string[];
  /** Hosts that the page asked for anything. */
  hosts: Set<string>;
}

/** A page of a person of its own: nothing is kept from another one. */
export async function openPage(browser: Browser, baseURL: string, view: View = usualView): Promise<Watched> {
  const context = await browser.newContext({
    baseURL,
    locale: view.language,
    colorScheme: view.theme,
    viewport: view.size,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The status of a failed request is the test's own business.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http')) hosts.add(host);
  });
  return { page, complaints, hosts };
}

/** Resolves when the page has its heading and nothing of it is still being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await loaded(page);
}

/** The same of a page with something open over it. */
export async function settledWithDialog(page: Page): Promise<void> {
  await settled(page);
  await page.getByRole('dialog').waitFor();
  await loaded(page);
}

/** Resolves when nothing of the page is still being loaded. */
export async function loaded(page: Page): Promise<void> {
  const unfinished = page.locator('.mantine-Skeleton-root, [aria-busy="true"]');
  while ((await unfinished.count()) > 0) await unfinished.first().waitFor({ state: 'detached' });
}
