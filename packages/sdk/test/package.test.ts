import { execFile } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { Webhook } from 'standardwebhooks';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A project outside the repository, into which the packed SDK is unpacked as npm would. */
let project: string;
let packedFiles: string[];

beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'recado-sdk-'));
  const folder = path.join(project, 'package');
  await run(process.execPath, [path.join(root, 'scripts/build-sdk.mjs'), folder]);
  const { stdout } = await run('npm', ['pack', folder, '--silent', '--pack-destination', project]);
  const packed = path.join(project, stdout.trim());
  packedFiles = (await run('tar', ['-tzf', packed])).stdout.trim().split('\n');
  const installed = path.join(project, 'node_modules/@recado/sdk');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', packed, '-C', installed, '--strip-components=1']);
  await writeFile(path.join(project, 'package.json'), '{"type":"module"}');
}, 120_000);

afterAll(() => rm(project, { recursive: true, force: true }));

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = JSON.stringify({ id: 'a', type: 'message.sent', data: { text: 'Olá' } });
const signedAt = Math.floor(Date.now() / 1000);
const headers = {
  'webhook-id': 'a',
  'webhook-timestamp': String(signedAt),
  'webhook-signature': new Webhook(secret).sign('a', new Date(signedAt * 1000), body),
};
/** A program that verifies a right and a wrong request, and gives `<type> <code>`. */
const verifiesTwo = (received: string) => `
  const request = { secret: '${secret}', headers: ${received}, now: new Date(${signedAt * 1000}) };
  const body = ${JSON.stringify(body)};
  const event = await verifyWebhook({ ...request, body });
  const refusal = await verifyWebhook({ ...request, body: body + ' ' }).catch((error) => error);
  const outcome = event.type + ' ' + (refusal instanceof WebhookVerificationError && refusal.code);
`;
const imports = `import { verifyWebhook, WebhookVerificationError } from '@recado/sdk/webhooks';`;
const OUTCOME = 'message.sent no_match';

it('the package holds JavaScript, declarations, its README and the licence, and nothing else', () => {
  const others = packedFiles.filter((file) => !/\.(js|d\.ts)$/.test(file));
  expect(others.toSorted()).toEqual(['package/LICENSE', 'package/README.md', 'package/package.json']);
  expect(packedFiles.filter((file) => file.includes('test'))).toEqual([]);
});

it('plain Node runs it without TypeScript and without any other package', async () => {
  const file = path.join(project, 'plain.mjs');
  const program = `${imports}
    import { createRecado, listInstances } from '@recado/sdk';
    ${verifiesTwo(JSON.stringify(headers))}
    const fetch = async (request) => Response.json({ asked: request.url, by: request.headers.get('authorization') });
    const client = createRecado({ baseUrl: 'http://recado.test', token: 'rk_x' });
    const { data } = await listInstances({ client, fetch });
    console.log(outcome, data.asked, data.by);`;
  await writeFile(file, program);
  const { stdout } = await run(process.execPath, ['--no-strip-types', file], { cwd: project });
  expect(stdout.trim()).toBe(`${OUTCOME} http://recado.test/instances Bearer rk_x`);
});

it('bundled for a browser or an edge runtime, the verifier needs Web Crypto only and brings no client along', async () => {
  const entry = path.join(project, 'edge.mjs');
  await writeFile(
    entry,
    `${imports} export async function handle() { ${verifiesTwo(`new Headers(${JSON.stringify(headers)})`)} return outcome; }`,
  );
  await build({
    root: project,
    configFile: false,
    logLevel: 'silent',
    build: { lib: { entry, formats: ['iife'], name: 'edge', fileName: () => 'edge.js' }, minify: false },
  });
  const bundle = await readFile(path.join(project, 'dist/edge.js'), 'utf8');
  expect(bundle).not.toMatch(/createClient|baseUrl|node:/);
  const globals = { crypto: webcrypto, TextEncoder, TextDecoder, atob, Headers };
  const context = createContext({ ...globals });
  expect(runInContext('typeof process + typeof Buffer + typeof require', context)).toBe(
    'undefined'.repeat(3),
  );
  expect(await runInContext(`${bundle}; edge.handle()`, context)).toBe(OUTCOME);
});

const consumer = `
import { createRecado, sendMessage, type Message } from '@recado/sdk';
import { verifyHubSignature, verifyWebhook, WebhookVerificationError, type WebhookEvent, type WebhookEventOf } from '@recado/sdk/webhooks';

export async function handle(request: Request): Promise<string> {
  const body = await request.text();
  const event: WebhookEvent = await verifyWebhook({ secret: 'a', headers: request.headers, body });
  await verifyHubSignature({ secrets: ['a', 'b'], headers: { 'x-hub-signature-256': 'x', other: undefined }, body });
  // @ts-expect-error -- A secret is needed.
  await verifyWebhook({ headers: request.headers, body });
  // @ts-expect-error -- What was parsed is not the raw body.
  await verifyWebhook({ secret: 'a', headers: request.headers, body: await request.json() as object });
  // @ts-expect-error -- There is no such type of event.
  if (event.type === 'message.seen') return '';
  if (event.type === 'message.received') return event.data.message.sender;
  // @ts-expect-error -- Events of numbers tell of no message.
  if (event.type === 'instance.connected') return event.data.message.sender;
  return event.type;
}

export const codeOf = (error: WebhookVerificationError): 'no_match' | string => error.code;
export const statusOf = (event: WebhookEventOf<'message.sent'>): Message['status'] => event.data.message.status;

export async function send(): Promise<Message | undefined> {
  const { data, error } = await sendMessage({
    client: createRecado({ baseUrl: 'http://recado.test' }),
    body: { instanceId: 'a', recipient: '+5511999999999', message: { type: 'text', content: 'Olá' } },
  });
  if (error?.code === 'window_closed') return undefined;
  // @ts-expect-error -- There is no such error.
  if (error?.code === 'no_such_code') return undefined;
  return data;
}
`;

it.each([
  ['nodenext', { module: 'nodenext', types: ['node'], lib: ['es2023'] }],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler', types: [], lib: ['es2023', 'dom'] }],
])('its types hold for a project with module resolution %s', { timeout: 60_000 }, async (name, options) => {
  const typeRoots = [path.join(root, 'node_modules/@types')];
  const compilerOptions = {
    ...options,
    typeRoots,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
  };
  await writeFile(path.join(project, 'consumer.ts'), consumer);
  const configuration = path.join(project, `tsconfig.${name}.json`);
  await writeFile(configuration, JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const compiled = run(process.execPath, [compiler, '-p', configuration]);
  expect(await compiled.catch((error: unknown) => error)).toMatchObject({ stdout: '', stderr: '' });
});
