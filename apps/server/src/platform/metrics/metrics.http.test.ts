import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import { Metrics } from './metrics.ts';

const TOKEN = 'a-token-of-some-length';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api', RECADO_METRICS_TOKEN: TOKEN } });
});
afterAll(() => test.close());

const read = (headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }) =>
  test.app.inject({ url: '/metrics', headers });

describe('GET /metrics', () => {
  it('200 gives the figures of the process, of HTTP, lanes and webhooks in the form of Prometheus', async () => {
    const response = await read();
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('text/plain; version=0.0.4');
    for (const name of [
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_seconds',
      'recado_http_request_seconds',
      'recado_queue_jobs',
      'recado_lane_turn_seconds',
      'recado_webhook_deliveries_total',
      'recado_webhook_seconds',
    ])
      expect(response.body).toContain(`# TYPE ${name} `);
  });

  it('counts requests by the pattern of the route, and unknown paths as one', async () => {
    await test.app.inject({ url: '/webhooks/0198f3c0-0000-7000-8000-000000000001' });
    await test.app.inject({ url: '/no/such/path' });
    await test.app.inject({ url: '/another' });
    const { body } = await read();
    expect(body).toContain(
      'recado_http_request_seconds_count{method="GET",route="/webhooks/:id",status="401"} 1',
    );
    expect(body).toContain(
      'recado_http_request_seconds_count{method="GET",route="unmatched",status="404"} 2',
    );
    expect(body).not.toContain('0198f3c0');
  });

  it('401 without the token, as a problem', async () => {
    const attempts: Record<string, string>[] = [{}, { authorization: 'Bearer wrong' }];
    for (const headers of attempts) {
      const response = await read(headers);
      expect(response.statusCode).toBe(401);
      expect(response.json()).toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('a figure that cannot be collected leaves the others', async () => {
    test.app.get(Metrics).gauge({
      name: 'recado_test_broken',
      help: 'broken',
      collect: () => Promise.reject(new Error('the store is away')),
    });
    const response = await read();
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('process_cpu_seconds_total');
  });
});

it('403 from another machine, or through a proxy, when there is no token', async () => {
  const open = await createTestApp({ settings: { RECADO_ROLE: 'api' }, database: test.database });
  expect((await open.app.inject({ url: '/metrics' })).statusCode).toBe(200);
  expect((await open.app.inject({ url: '/metrics', remoteAddress: '203.0.113.7' })).json()).toMatchObject({
    code: 'forbidden',
  });
  expect(
    (await open.app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode,
  ).toBe(403);
  await open.close();
});
