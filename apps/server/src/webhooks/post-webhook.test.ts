import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { EventId } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  startWebhookReceiver,
  status,
  verified,
  type AnswerRequest,
  type WebhookReceiver,
} from '../../test/harness/webhook-receiver.ts';
import { SystemClock } from '../platform/clock.ts';
import { Egress } from '../platform/security/egress.ts';
import { PostWebhook } from './post-webhook.ts';
import { standardSecret } from './signing-policy.ts';

const secret = standardSecret(Buffer.alloc(32, 1));
const eventId = EventId.parse('0198f3c0-0000-7000-8000-000000000001');
const egress = new Egress({
  allow: ['127.0.0.0/8'],
  resolve: () => Promise.reject(new Error('no names here')),
});
const patient = new PostWebhook(egress, new SystemClock());
const hasty = new PostWebhook(egress, new SystemClock(), {
  exchangeMs: 80,
  mostReadBytes: 16_384,
  mostKeptBytes: 4_096,
});

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(() => Promise.all([receiver.close(), egress.close()]));

const post = (by: PostWebhook, answer: AnswerRequest, url = receiver.url) => {
  receiver.answerWith(answer);
  return by.execute({ url, secret, eventId, body: '{"type":"webhook.test"}' });
};

it('the request is signed over the exact body and carries the headers of Standard Webhooks', async () => {
  const answer = await post(patient, status(204));
  expect(answer).toMatchObject({ statusCode: 204, error: null, responseBody: '' });
  const request = receiver.received.at(-1);
  expect(request).toMatchObject({ method: 'POST', path: '/hook', body: '{"type":"webhook.test"}' });
  expect(request?.headers).toMatchObject({
    'webhook-id': eventId,
    'user-agent': 'Recado',
    'content-type': 'application/json',
  });
  expect(verified(secret, request)).toEqual({ type: 'webhook.test' });
});

it.each([
  [
    'a redirect is not followed',
    status(302, { location: '/elsewhere' }),
    { statusCode: 302, error: 'redirect_not_followed' },
  ],
  ['a server error is a failure', status(500), { statusCode: 500, error: 'http_500' }],
  ['a client error is a failure', status(404), { statusCode: 404, error: 'http_404' }],
  [
    'Retry-After is read',
    status(503, { 'retry-after': '30' }),
    { statusCode: 503, error: 'http_503', retryAfter: '30' },
  ],
] as const)('%s', async (_, answer, expected) => {
  const before = receiver.received.length;
  expect(await post(patient, answer)).toMatchObject(expected);
  expect(receiver.received.length).toBe(before + 1);
});

it('an endpoint that does not answer is cut off', async () => {
  const answer = await post(hasty, () => undefined);
  expect(answer).toMatchObject({ statusCode: null, error: 'timeout' });
  expect(answer.durationMs).toBeLessThan(1_000);
});

it('an answer that trickles is cut off: the limit holds for the body too', async () => {
  let trickle: NodeJS.Timeout | undefined;
  const answer = await post(hasty, (response) => {
    response.writeHead(200);
    trickle = setInterval(() => response.write('.'), 10);
    response.on('close', () => {
      clearInterval(trickle);
    });
  });
  expect(answer).toMatchObject({ statusCode: 200, error: 'timeout' });
});

it('of an endless answer at most 16 KB are read and 4 KB kept', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<undefined>();
  let sent = 0;
  const answer = await post(patient, (response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(1024))) sent += 1024;
      if (!response.destroyed) response.once('drain', more);
    };
    response.on('close', () => {
      resolve(undefined);
    });
    more();
  });
  await closed;
  expect(answer).toMatchObject({ statusCode: 200, error: null, responseBody: 'x'.repeat(4096) });
  expect(sent).toBeGreaterThan(16 * 1024);
});

it('what is kept is text that PostgreSQL takes: valid UTF-8, no NUL, no cut character', async () => {
  const answer = await post(patient, (response) => {
    response.end(Buffer.concat([Buffer.from('a\0b'), Buffer.from([0xff]), Buffer.from('ç'.repeat(3_000))]));
  });
  expect(answer.responseBody).toBe(`ab\ufffd${'ç'.repeat(2_046)}`);
});

it('a connection that is refused, or lost, or speaks no HTTP has a name', async () => {
  const tcp = createTcpServer((socket) => {
    socket.once('data', () => socket.end('hello\r\n\r\n'));
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a listening TCP server has such an address
  const { port } = tcp.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}/`;
  expect(await post(patient, status(204), url)).toMatchObject({ statusCode: null, error: 'not_http' });
  await new Promise((resolve) => tcp.close(resolve));
  expect(await post(patient, status(204), url)).toMatchObject({
    statusCode: null,
    error: 'connection_refused',
  });
  expect(await post(patient, (response) => response.destroy())).toMatchObject({
    statusCode: null,
    error: 'connection_lost',
  });
  const tls = receiver.url.replace('http:', 'https:');
  expect(await post(patient, status(204), tls)).toMatchObject({ statusCode: null, error: 'tls_failed' });
});

it('an address that the guard refuses gets no request', async () => {
  const closed = new Egress({ allow: [] });
  const before = receiver.received.length;
  expect(await post(new PostWebhook(closed, new SystemClock()), status(204))).toMatchObject({
    statusCode: null,
    error: 'address_not_allowed',
  });
  expect(receiver.received.length).toBe(before);
  await closed.close();
});
