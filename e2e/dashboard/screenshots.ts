import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { missingBrowser, narrow, openPage, settled, startBrowser, wide, type View } from './browser.ts';
import { administrator, signIn, startDashboardScene, type DashboardScene } from './dashboard-scene.ts';
import { webNumber } from './sandbox-numbers.ts';

/** `npm run screenshots`: pictures of every screen, into docs/screenshots/. */
const FOLDER = path.resolve(import.meta.dirname, '../../docs/screenshots');
const MOST_BYTES = 150 * 1024;

interface Screen {
  name: string;
  path: string;
  /** Resolves when there is nothing left to wait for. */
  ready: (page: Page) => Promise<void>;
  views: Omit<View, 'size'>[];
}

const en = { language: 'en' } as const;
const ptBr = { language: 'pt-BR' } as const;
const bothThemes: Omit<View, 'size'>[] = [
  { ...en, theme: 'light' },
  { ...en, theme: 'dark' },
];

const heading = (page: Page): Promise<void> => page.getByRole('heading', { level: 1 }).waitFor();

async function shoot(page: Page, name: string): Promise<void> {
  const file = path.join(FOLDER, `${name}.png`);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(file);
  if (size > MOST_BYTES)
    throw new Error(`${name}.png has ${String(size)} bytes; ${String(MOST_BYTES)} at most`);
  process.stdout.write(`${name}.png ${String(Math.round(size / 1024))} KB\n`);
}

async function shootAll(browser: Browser, scene: DashboardScene, screens: Screen[]): Promise<void> {
  for (const { name, path: address, ready, views } of screens)
    for (const view of views)
      for (const [width, size] of Object.entries({ wide, narrow })) {
        const { page } = await openPage(browser, scene.server.url, { ...view, size });
        if (name !== 'sign-in') await signIn(page, administrator);
        await page.goto(address);
        await ready(page);
        const suffix = view.language === 'en' ? '' : `-${view.language.toLowerCase()}`;
        await shoot(page, `${name}-${width}-${view.theme}${suffix}`);
        await page.context().close();
      }
}

/** Messages that tell something: sent, answered, and one that failed. */
async function fill(scene: DashboardScene): Promise<string> {
  const { client } = scene;
  const { id, cloudId } = await webNumber(client);
  for (const [index, content] of ['Olá! Seu pedido saiu.', 'Chega hoje até as 18h.', 'Obrigado!'].entries())
    await client.expect('POST', '/messages/send', {
      instanceId: cloudId,
      recipient: `+551190000000${String(index + 1)}`,
      message: { type: 'text', content },
    });
  await client.expect('POST', `/instances/${id}/connect`);
  return id;
}

async function main(): Promise<void> {
  if (missingBrowser !== undefined) throw new Error(missingBrowser);
  await mkdir(FOLDER, { recursive: true });
  const scene = await startDashboardScene();
  const browser = await startBrowser();
  try {
    const id = await fill(scene);
    await shootAll(browser, scene, [
      {
        name: 'sign-in',
        path: '/app/sign-in',
        ready: heading,
        views: [...bothThemes, { ...ptBr, theme: 'light' }],
      },
      {
        name: 'overview',
        path: '/app/',
        ready: settled,
        views: [...bothThemes, { ...ptBr, theme: 'light' }],
      },
      {
        name: 'numbers',
        path: '/app/numbers',
        ready: settled,
        views: [...bothThemes, { ...ptBr, theme: 'dark' }],
      },
      { name: 'number-new', path: '/app/numbers/new', ready: settled, views: bothThemes },
      {
        name: 'number-link',
        path: `/app/numbers/${id}`,
        ready: (page) => page.getByRole('img', { name: 'QR code' }).waitFor(),
        views: bothThemes,
      },
    ]);
  } finally {
    await browser.close();
    await scene.close();
  }
}

await main();
