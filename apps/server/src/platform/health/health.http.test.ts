import { afterAll, beforeAll, expect, it } from 'vitest';
import { StartUp } from './start-up.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(() => test.close());

it('a started server is ready: database and queue answer', async () => {
  const response = await test.app.inject({ url: '/health/ready' });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ status: 'ok', database: 'up', queue: 'up' });
});

it('an unknown route is a problem with a stable code', async () => {
  const response = await test.app.inject({ url: '/no-such-route' });
  expect(response.statusCode).toBe(404);
  expect(response.headers['content-type']).toContain('application/problem+json');
  expect(response.json()).toMatchObject({ code: 'not_found', status: 404 });
});

it('while the start goes on the server is not ready, though it answers', async () => {
  const startUp = test.app.get(StartUp);
  startUp.hold();
  const early = await test.app.inject({ url: '/health/ready' });
  expect(early.statusCode).toBe(503);
  expect(early.headers['retry-after']).toBe('1');
  startUp.release();
  expect((await test.app.inject({ url: '/health/ready' })).statusCode).toBe(200);
});
