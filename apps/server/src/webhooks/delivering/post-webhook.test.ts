import { createHmac } from 'node:crypto';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { EventId } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  startWebhookReceiver,
  status,
  verified,
  type AnswerRequest,
  type WebhookReceiver,
} from '../../../test/harness/webhook-receiver.ts';
import { SystemClock } from '../../platform/clock.ts';
import { Egress } from '../../platform/security/egress.ts';
import { PostWebhook, type WebhookAnswer, type WebhookTarget } from './post-webhook.ts';
import { standardSecret, toStandardSecret } from './signing-policy.ts';

const secret = standardSecret(Buffer.alloc(32, 1));
const eventId = EventId.parse('0198f3c0-0000-7000-8000-000000000001');
const egress = new Egress({
  allow: ['127.0.0.0/8'],
  resolve: () => Promise.reject(new Error('no names here')),
});
const poster = new PostWebhook(egress, new SystemClock());
const patient: WebhookTarget = {
  url: '',
  secrets: [secret],
  headers: {},
  hasHubSignature: false,
  connectTimeoutMs: 5_000,
  timeoutMs: 15_000,
};
const hasty: WebhookTarget = { ...patient, timeoutMs: 80 };
const body = '{"type":"webhook.test"}';

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(() => Promise.all([receiver.close(), egress.close()]));

async function post(
  target: WebhookTarget,
  answer: AnswerRequest,
  url = receiver.url,
): Promise<WebhookAnswer> {
  receiver.answerWith(answer);
  const answered = await poster.execute({ target: { ...target, url }, eventId, body });
  if (answered === undefined) throw new Error('It was cut short');
  return answered;
}

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
  expect(answer.timings.firstByte).toBeNull();
});

it('an answer that trickles is cut off: the limit holds for the body too', async () => {
  let trickle: NodeJS.Timeout | undefined;
  const answer = await post({ ...patient, timeoutMs: 1_000 }, (response) => {
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
  const answer = await new PostWebhook(closed, new SystemClock()).execute({
    target: { ...patient, url: receiver.url },
    eventId,
    body,
  });
  expect(answer).toMatchObject({ statusCode: null, error: 'address_not_allowed' });
  expect(receiver.received.length).toBe(before);
  await closed.close();
});

it('custom headers are sent, never in place of ours, and shown without their values', async () => {
  const target = { ...patient, headers: { authorization: 'Bearer x', 'webhook-id': 'forged' } };
  const answer = await post(target, status(204));
  expect(receiver.received.at(-1)?.headers).toMatchObject({
    authorization: 'Bearer x',
    'webhook-id': eventId,
  });
  expect(answer.requestHeaders).toMatchObject({ authorization: '••••', 'webhook-id': eventId });
});

it('while two secrets sign, a receiver with either takes the request', async () => {
  const old = standardSecret(Buffer.alloc(32, 2));
  await post({ ...patient, secrets: [secret, old] }, status(204));
  const request = receiver.received.at(-1);
  expect(verified(secret, request)).toEqual({ type: 'webhook.test' });
  expect(verified(old, request)).toEqual({ type: 'webhook.test' });
  expect(() => verified(standardSecret(Buffer.alloc(32, 3)), request)).toThrow();
});

it('the signature as Meta makes it is the HMAC of the body by the bytes of the secret, in hex', async () => {
  const target = { ...patient, secrets: [toStandardSecret('my app secret')], hasHubSignature: true } as const;
  await post(target, status(204));
  const mac = createHmac('sha256', 'my app secret').update(body).digest('hex');
  expect(receiver.received.at(-1)?.headers['x-hub-signature-256']).toBe(`sha256=${mac}`);
});

it('the steps of a new connection are timed, and a kept one has none', async () => {
  const named = new Egress({
    allow: ['127.0.0.0/8'],
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  });
  const url = receiver.url.replace('127.0.0.1', 'receiver.example');
  const call = { target: { ...patient, url }, eventId, body };
  receiver.answerWith((response) => response.end('ok'));
  const first = await new PostWebhook(named, new SystemClock()).execute(call);
  const later = [];
  for (let count = 0; count < 5; count += 1)
    later.push(await new PostWebhook(named, new SystemClock()).execute(call));
  await named.close();
  const { dns, connect, tls, firstByte, total } = first?.timings ?? {};
  expect([dns, connect, firstByte, total].map((ms) => typeof ms)).toEqual([
    'number',
    'number',
    'number',
    'number',
  ]);
  expect(tls).toBeNull();
  expect(later.at(-1)?.timings).toMatchObject({ dns: null, connect: null, tls: null });
});

it('a name that nobody answers for within the time to connect is a connect timeout', async () => {
  const silent = new Egress({
    allow: ['127.0.0.0/8'],
    resolve: () => new Promise(() => undefined),
    connectTimeoutMs: 1_000,
  });
  const answer = await new PostWebhook(silent, new SystemClock()).execute({
    target: { ...patient, url: 'http://silent.example/', connectTimeoutMs: 20 },
    eventId,
    body,
  });
  expect(answer).toMatchObject({ statusCode: null, error: 'connect_timeout' });
  await silent.close();
});

it('a request that the process cuts short has no outcome', async () => {
  const abort = new AbortController();
  receiver.answerWith(() => {
    abort.abort();
  });
  const call = { target: { ...patient, url: receiver.url }, eventId, body };
  expect(await poster.execute(call, abort.signal)).toBeUndefined();
});

it('a compressed answer is not opened, and not shown', async () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
  const answer = await post(patient, (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  });
  expect(answer).toMatchObject({
    statusCode: 200,
    error: null,
    responseBody: null,
    responseHeaders: { 'content-encoding': 'gzip' },
  });
});
