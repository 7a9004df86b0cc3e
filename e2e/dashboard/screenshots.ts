import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { missingBrowser, narrow, openPage, startBrowser, wide, type View } from './browser.ts';
import { fillCompany } from './company-scene.ts';
import { administrator, signIn, startDashboardScene, type DashboardScene } from './dashboard-scene.ts';
import { screens, type Screen } from './screens.ts';

/** `npm run screenshots`: pictures of every screen, into docs/screenshots/. */
const FOLDER = path.resolve(import.meta.dirname, '../../docs/screenshots');
const MOST_BYTES = 200 * 1024;

async function shoot(page: Page, name: string): Promise<string> {
  const file = path.join(FOLDER, `${name}.png`);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(file);
  if (size > MOST_BYTES)
    throw new Error(`${name}.png has ${String(size)} bytes; ${String(MOST_BYTES)} at most`);
  process.stdout.write(`${name}.png ${String(Math.round(size / 1024))} KB\n`);
  return `${name}.png`;
}

/** What a screen is shown as: English in both themes, and what else it names. */
const viewsOf = ({ alsoShot }: Screen): Omit<View, 'size'>[] => [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  ...(alsoShot === undefined ? [] : [alsoShot]),
];

async function shootScreen(browser: Browser, scene: DashboardScene, screen: Screen): Promise<string[]> {
  const files: string[] = [];
  const address = await screen.path(scene);
  for (const view of viewsOf(screen))
    for (const [width, size] of Object.entries({ wide, narrow })) {
      const { page } = await openPage(browser, scene.server.url, { ...view, size });
      if (screen.isPublic !== true) await signIn(page, administrator);
      await page.goto(address);
      await screen.ready(page);
      const suffix = view.language === 'en' ? '' : `-${view.language.toLowerCase()}`;
      files.push(await shoot(page, `${screen.name}-${width}-${view.theme}${suffix}`));
      await page.context().close();
    }
  return files;
}

/** `npm run screenshots -- inbox webhooks`: only screens whose name begins so. */
const asked = process.argv.slice(2);
const isAskedFor = ({ name }: Screen): boolean =>
  asked.length === 0 || asked.some((beginning) => name.startsWith(beginning));

/** Pictures of screens that are no more go. */
async function removeOthers(files: readonly string[]): Promise<void> {
  for (const file of await readdir(FOLDER)) if (!files.includes(file)) await rm(path.join(FOLDER, file));
}

async function main(): Promise<void> {
  if (missingBrowser !== undefined) throw new Error(missingBrowser);
  await mkdir(FOLDER, { recursive: true });
  const scene = await startDashboardScene();
  const browser = await startBrowser();
  try {
    await fillCompany(scene);
    const files: string[] = [];
    for (const screen of screens.filter(isAskedFor))
      files.push(...(await shootScreen(browser, scene, screen)));
    if (asked.length === 0) await removeOthers(files);
  } finally {
    await browser.close();
    await scene.close();
  }
}

await main();
