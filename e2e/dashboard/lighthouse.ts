import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { z } from 'zod';
import { CHROMIUM, chromiumFlags, missingBrowser } from './browser.ts';
import { administrator, signIn, startDashboardScene } from './dashboard-scene.ts';
import { fillInbox } from './sandbox-numbers.ts';

/** `npm run lighthouse`: what Lighthouse says of the overview and the inbox, each as someone signed in sees it. */
const LIGHTHOUSE = 'lighthouse@13.5.0';
const LEAST_SCORE = 0.95;
const categories = ['performance', 'accessibility', 'best-practices'] as const;
const presets = { desktop: ['--preset=desktop'], phone: [] } as const;

const Report = z.object({
  categories: z.record(z.enum(categories), z.object({ score: z.number() })),
  audits: z.record(
    z.string(),
    z.object({ title: z.string(), score: z.number().nullable(), displayValue: z.string().optional() }),
  ),
});
type Report = z.infer<typeof Report>;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.custom<AddressInfo>((address) => typeof address === 'object').parse(server.address());
  server.close();
  return port;
}

/** Runs Lighthouse, which npm brings, in the browser at a port: its profile is signed in, and must stay so. */
async function audit(url: string, port: number, preset: readonly string[], folder: string): Promise<Report> {
  const output = path.join(folder, 'report.json');
  const child = spawn(
    'npm',
    [
      'exec',
      '--yes',
      `--package=${LIGHTHOUSE}`,
      '--',
      'lighthouse',
      url,
      `--port=${port}`,
      '--disable-storage-reset',
      `--only-categories=${categories.join(',')}`,
      ...preset,
      '--output=json',
      `--output-path=${output}`,
      '--quiet',
    ],
    {
      stdio: 'inherit',
      // Lighthouse needs the Node of this repository, not the one that runs npm.
      env: { ...process.env, PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}` },
    },
  );
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`Lighthouse ended with ${String(child.exitCode)}`);
  return Report.parse(JSON.parse(await readFile(output, 'utf8')));
}

/** Prints the scores with what cost points, and gives whether they are enough. */
function tell(name: string, { categories: scored, audits }: Report): boolean {
  const scores = categories.map((category) => [category, scored[category].score] as const);
  process.stdout.write(
    `${name}: ${scores.map(([category, score]) => `${category} ${Math.round(score * 100)}`).join(', ')}\n`,
  );
  for (const { title, score, displayValue = '' } of Object.values(audits))
    if (score !== null && score < 0.9) process.stdout.write(`  ${title} ${displayValue}\n`);
  return scores.every(([, score]) => score >= LEAST_SCORE);
}

async function main(): Promise<void> {
  if (missingBrowser !== undefined) throw new Error(missingBrowser);
  const folder = await mkdtemp(path.join(tmpdir(), 'recado-lighthouse-'));
  const scene = await startDashboardScene();
  const port = await freePort();
  const context = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath: CHROMIUM,
    args: [...chromiumFlags, `--remote-debugging-port=${port}`],
    baseURL: scene.server.url,
  });
  try {
    const conversation = await fillInbox(scene.client);
    const page = await context.newPage();
    await signIn(page, administrator);
    await page.goto('about:blank');
    const screens = { overview: '/app/', inbox: `/app/inbox/${conversation}` };
    for (const [screen, address] of Object.entries(screens))
      for (const [preset, options] of Object.entries(presets)) {
        const report = await audit(new URL(address, scene.server.url).href, port, options, folder);
        if (!tell(`${screen} (${preset})`, report)) process.exitCode = 1;
      }
  } finally {
    await context.close();
    await scene.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
