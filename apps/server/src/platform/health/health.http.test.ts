import { afterAll, beforeAll, expect, it } from 'vitest';
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
