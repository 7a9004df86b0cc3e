import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { Instance, InstanceConnection } from '@recado/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ownerQuery } from '../../../test/harness/seed.ts';
import { createWebScene, type WebScene } from '../../../test/web/web-scene.ts';

let scene: WebScene;
let proxy: Server;
let proxyUrl: string;
const tunnels: { to: string | undefined; credentials: string | undefined }[] = [];

beforeAll(async () => {
  scene = await createWebScene();
  proxy = createServer();
  proxy.on('connect', (request, client, head: Buffer) => {
    tunnels.push({ to: request.url, credentials: request.headers['proxy-authorization'] });
    const target = new URL(`http://${request.url ?? ''}`);
    const upstream = connect(Number(target.port), target.hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const end of [upstream, client]) end.on('error', () => upstream.destroy());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  proxyUrl = `http://somebody:secret@127.0.0.1:${portOf(proxy)}`;
});
afterAll(async () => {
  await scene.close();
  proxy.close();
});

function portOf(server: TcpServer): string {
  const address = server.address();
  return typeof address === 'string' ? '' : String(address?.port);
}

const nextChunk = (socket: Socket): Promise<Buffer> =>
  new Promise((resolve) => {
    socket.once('data', resolve);
  });

/** Takes a SOCKS5 client without a password to an IPv4 address (RFC 1928). */
async function serveSocks(client: Socket, asked: string[]): Promise<void> {
  client.on('error', () => undefined);
  await nextChunk(client);
  client.write(Buffer.from([5, 0]));
  const request = await nextChunk(client);
  const isName = request[3] === 3;
  const end = isName ? 5 + (request[4] ?? 0) : 8;
  const host = isName ? request.subarray(5, end).toString() : request.subarray(4, end).join('.');
  const port = request.readUInt16BE(end);
  asked.push(`${host}:${String(port)}`);
  const upstream = connect(port, host, () => {
    client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    upstream.pipe(client).pipe(upstream);
  });
  upstream.on('error', () => client.destroy());
}

const send = (method: 'POST' | 'PATCH' | 'GET', url: string, payload?: object) =>
  scene.test.app.inject({
    method,
    url,
    headers: scene.tenant.authorization('developer'),
    ...(payload && { payload }),
  });

test('a number reaches WhatsApp through its proxy, whose password is shown to nobody', async () => {
  const account = scene.newAccount();
  const made = await send('POST', '/instances', {
    name: 'Loja',
    phoneNumber: `+${account.phone}`,
    channel: 'web',
    web: { proxyUrl },
  });
  const { id, web } = Instance.parse(made.json());
  expect(web).toEqual({ proxyHost: new URL(proxyUrl).host });
  await send('POST', `/instances/${id}/connect`);
  const qr = await vi.waitFor(
    async () => {
      const answer = await send('GET', `/instances/${id}/qr`);
      expect(answer.statusCode).toBe(200);
      return answer.json<{ code: string }>().code;
    },
    { timeout: 20_000 },
  );
  await account.scan(qr);
  await vi.waitFor(
    async () => {
      const { status } = InstanceConnection.parse((await send('GET', `/instances/${id}/status`)).json());
      expect(status).toBe('connected');
    },
    { timeout: 20_000 },
  );
  const to = new URL(scene.simulator.endpoint.webSocketUrl).host;
  const credentials = `Basic ${Buffer.from('somebody:secret').toString('base64')}`;
  expect(tunnels).toContainEqual({ to, credentials });
  const shown = [
    (await send('GET', `/instances/${id}`)).body,
    JSON.stringify(await ownerQuery(scene.test.database, 'select changes from audit_logs')),
    JSON.stringify(await ownerQuery(scene.test.database, 'select whatsapp_config from instances')),
  ].join();
  expect(shown).not.toContain('secret');

  const without = await send('PATCH', `/instances/${id}`, { web: { proxyUrl: null } });
  expect(Instance.parse(without.json()).web).toEqual({ proxyHost: null });
});

test('a SOCKS proxy serves as well, from the connection after a disconnection on', async () => {
  const asked: string[] = [];
  const socks = createTcpServer((client) => {
    void serveSocks(client, asked);
  });
  await once(socks.listen(0, '127.0.0.1'), 'listening');
  try {
    const number = await scene.linkNumber();
    const address = `socks5://127.0.0.1:${portOf(socks)}`;
    await send('POST', `/instances/${number.instanceId}/disconnect`);
    await send('PATCH', `/instances/${number.instanceId}`, { web: { proxyUrl: address } });
    await send('POST', `/instances/${number.instanceId}/connect`);
    await vi.waitFor(
      async () => {
        const answer = await send('GET', `/instances/${number.instanceId}/status`);
        expect(InstanceConnection.parse(answer.json()).status).toBe('connected');
      },
      { timeout: 20_000 },
    );
    expect(asked).toContain(new URL(scene.simulator.endpoint.webSocketUrl).host);
    await send('POST', `/instances/${number.instanceId}/disconnect`);
  } finally {
    socks.close();
  }
});

test.each([
  ['http://10.0.0.1:3128', 422, 'address_not_allowed'],
  ['socks5://169.254.169.254:1080', 422, 'address_not_allowed'],
  ['ftp://127.0.0.1', 400, 'invalid_request'],
])('the proxy %s is refused', async (address, status, code) => {
  const answer = await send('POST', '/instances', {
    name: 'Loja',
    phoneNumber: `+${scene.newAccount().phone}`,
    channel: 'web',
    web: { proxyUrl: address },
  });
  expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
});
