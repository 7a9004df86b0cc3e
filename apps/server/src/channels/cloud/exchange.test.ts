import { createServer, type Server, type Socket } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { Egress } from '../../platform/security/egress.ts';
import { exchange, type Exchange } from './exchange.ts';

// Every case runs over real sockets: what matters is which bytes left, and undici's own behaviour.

const cleanups: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A server that answers each request as told; `received` is all it got, connection by connection. */
async function rawServer(onRequest: (socket: Socket, place: number) => void) {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let requests = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    const place = received.push('') - 1;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const text = `${received[place] ?? ''}${chunk.toString()}`;
      received[place] = text;
      if (!text.endsWith('{"n":1}')) return;
      requests += 1;
      onRequest(socket, requests);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    port: address.port,
    received,
    requests: () => requests,
  };
}

function egress(connectTimeoutMs = 5_000): Egress {
  const created = new Egress({ allow: ['127.0.0.0/8'], connectTimeoutMs });
  cleanups.push(() => created.close());
  return created;
}

const post = (dispatcher: Agent, origin: string, timeoutMs = 2_000): Promise<Exchange> =>
  exchange(dispatcher, { origin, path: '/x', method: 'POST', headers: {}, body: '{"n":1}', timeoutMs });

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

test('an answer is given with status, headers and body', async () => {
  const server = await rawServer((socket) =>
    socket.write('HTTP/1.1 429 Slow\r\nretry-after: 7\r\ncontent-length: 2\r\n\r\nno'),
  );
  const result = await post(egress().dispatcher, server.origin);
  expect(result).toMatchObject({
    kind: 'answered',
    status: 429,
    body: 'no',
    headers: { 'retry-after': '7' },
  });
});

test('a name that is not found, a closed port and a refused address sent nothing', async () => {
  const { dispatcher } = egress();
  const server = await rawServer(() => undefined);
  for (const cleanup of cleanups.splice(1)) await cleanup();
  expect((await post(dispatcher, 'http://no-such-host.invalid')).kind).toBe('not_sent');
  expect((await post(dispatcher, server.origin)).kind).toBe('not_sent');
  expect((await post(dispatcher, 'http://10.0.0.1')).kind).toBe('not_sent');
});

test('a TLS handshake that fails or hangs sent nothing', async () => {
  const garbage = await rawServer(() => undefined);
  const { dispatcher } = egress(300);
  const hangs = await post(dispatcher, garbage.origin.replace('http:', 'https:'));
  expect(hangs).toMatchObject({ kind: 'not_sent', error: { code: 'UND_ERR_CONNECT_TIMEOUT' } });
  expect(garbage.received.join('')).not.toContain('{"n":1}');
});

test('a request that was given up before its connection stood is never written', async () => {
  const server = await rawServer((socket) => socket.write(OK));
  const connect = buildConnector({});
  let connected: Promise<void> | undefined;
  const slow = new Agent({
    connect: (options, callback) => {
      connected = new Promise((resolve) => {
        setTimeout(() => {
          connect(options, (...result: Parameters<typeof callback>) => {
            callback(...result);
            setTimeout(resolve, 50);
          });
        }, 100);
      });
    },
  });
  cleanups.push(() => slow.destroy());
  expect((await post(slow, server.origin, 20)).kind).toBe('not_sent');
  await connected;
  expect(server.received.join('')).toBe('');
});

test.each([
  ['a reset after the request', (socket: Socket) => socket.resetAndDestroy()],
  ['an end without an answer', (socket: Socket) => socket.end()],
  ['half an answer', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"mess')],
  [
    'a head without a body',
    (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n'),
  ],
  ['no answer at all', () => undefined],
  ['what is not HTTP', (socket: Socket) => socket.end('hello\r\n\r\n')],
])('%s leaves it open whether the request took effect, and it is not repeated', async (_, act) => {
  const server = await rawServer((socket) => {
    act(socket);
  });
  expect((await post(egress().dispatcher, server.origin, 300)).kind).toBe('unanswered');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.requests()).toBe(1);
});

test('a kept-alive connection that breaks under the second request does not send it twice', async () => {
  const server = await rawServer((socket, place) => {
    if (place === 1) socket.write(OK);
    else socket.resetAndDestroy();
  });
  const { dispatcher } = egress();
  expect((await post(dispatcher, server.origin)).kind).toBe('answered');
  // undici reuses a socket only after a turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  const second = await post(dispatcher, server.origin, 500);
  expect(second.kind).toBe('unanswered');
  expect(server.requests()).toBe(2);
  expect(server.received).toHaveLength(1);
});

test('requests at the same time do not share a connection before it is free', async () => {
  const server = await rawServer((socket) => setTimeout(() => socket.write(OK), 30));
  const { dispatcher } = egress();
  const results = await Promise.all([post(dispatcher, server.origin), post(dispatcher, server.origin)]);
  expect(results.map(({ kind }) => kind)).toEqual(['answered', 'answered']);
  expect(server.received).toHaveLength(2);
});
