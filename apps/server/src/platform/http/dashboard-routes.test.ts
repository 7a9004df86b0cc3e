import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveDashboard } from './dashboard-routes.ts';

@Module({})
class NoFeatures {}

const page = `<html><head><meta property="csp-nonce" nonce="__RECADO_NONCE__"><script src="/app/assets/index-abc.js" nonce="__RECADO_NONCE__"></script></head></html>`;

let folder: string;
let app: NestFastifyApplication;

async function appWith(options: { folder: string }): Promise<NestFastifyApplication> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class
  const served = await NestFactory.create<NestFastifyApplication>(NoFeatures, new FastifyAdapter(), {
    logger: false,
  });
  await serveDashboard(served, options);
  await served.init();
  await served.getHttpAdapter().getInstance().ready();
  return served;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recado-dashboard-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), page);
  await writeFile(path.join(folder, 'preloads.json'), '{"numbers":["assets/numbers-abc.js"]}');
  await writeFile(path.join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(path.join(folder, 'assets/index-abc.js'), 'console.log(1)');
  await writeFile(path.join(folder, 'assets/index-abc.js.br'), 'compressed');
  app = await appWith({ folder });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

it('the address of the server leads to the dashboard', async () => {
  for (const url of ['/', '/app']) {
    const { statusCode, headers } = await app.inject(url);
    expect([statusCode, headers.location]).toEqual([302, '/app/']);
  }
});

it('every address under /app shows the page, and none outside does', async () => {
  for (const url of ['/app/', '/app/numbers', '/app/numbers/0198f3c0?status=failed', '/app/a/b/c'])
    expect((await app.inject(url)).body).toContain('<html>');
  expect((await app.inject('/numbers')).statusCode).toBe(404);
  expect((await app.inject('/application')).statusCode).toBe(404);
});

it('the page names what its address needs', async () => {
  expect((await app.inject('/app/numbers')).body).toContain(
    '<link rel="modulepreload" crossorigin href="/app/assets/numbers-abc.js"></head>',
  );
  expect((await app.inject('/app/agents')).body).not.toContain('modulepreload');
});

it('the page is kept nowhere', async () => {
  const { headers } = await app.inject('/app/');
  expect(headers['cache-control']).toBe('no-store');
});

it('the policy allows our own scripts and the style elements with the nonce of this one answer', async () => {
  const answers = await Promise.all([app.inject('/app/'), app.inject('/app/')]);
  const nonces = answers.map(({ headers, body }) => {
    const policy = String(headers['content-security-policy']);
    const [, nonce = ''] = /'nonce-([A-Za-z0-9+/=]{22,})'/.exec(policy) ?? [];
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^ ]+'; /);
    expect(policy).not.toContain('unsafe');
    expect(body.match(/nonce="([^"]+)"/g)).toEqual([`nonce="${nonce}"`, `nonce="${nonce}"`]);
    return nonce;
  });
  expect(new Set(nonces).size).toBe(2);
});

it('an asset may be kept for a year, and comes compressed to those who can read that', async () => {
  const plain = await app.inject('/app/assets/index-abc.js');
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(plain.body).toBe('console.log(1)');
  const small = await app.inject({ url: '/app/assets/index-abc.js', headers: { 'accept-encoding': 'br' } });
  expect([small.headers['content-encoding'], small.body]).toEqual(['br', 'compressed']);
});

it('an asset of an older build is not found, rather than the page in its place', async () => {
  const { statusCode, body } = await app.inject('/app/assets/index-old.js');
  expect(statusCode).toBe(404);
  expect(body).not.toContain('<html>');
});

it('nothing outside the assets is served', async () => {
  for (const url of [
    '/app/assets/../index.html',
    '/app/assets/..%2findex.html',
    '/app/assets/%2e%2e/index.html',
  ])
    expect((await app.inject(url)).body).not.toContain('__RECADO');
});
