import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from 'undici';
import { AddressNotAllowed, Egress } from './egress.ts';
import type { ResolvedAddress, ResolveHost } from './egress-resolver.ts';

const v4 = (address: string): ResolvedAddress => ({ address, family: 4 });

/** Names with one answer for each time they are asked; the last one stays. */
function names(answers: Record<string, string[][]>): ResolveHost {
  const asked = new Map<string, number>();
  return (hostname) => {
    const turn = asked.get(hostname) ?? 0;
    asked.set(hostname, turn + 1);
    const known = answers[hostname];
    const answer = known?.[Math.min(turn, known.length - 1)];
    return answer === undefined ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve(answer.map(v4));
  };
}

const closed = (answers: Record<string, string[][]> = {}) =>
  new Egress({ allow: [], resolve: names(answers), ownAddresses: () => [] });

let server: Server;
let port: number;
let hits = 0;
beforeAll(async () => {
  server = createServer((incoming, response) => {
    hits += 1;
    if (incoming.url === '/redirect')
      response.writeHead(302, { location: `http://127.0.0.1:${String(port)}/` });
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  server.close();
});

describe('when an address is saved', () => {
  it.each([
    ['http://localhost./', { 'localhost.': [['127.0.0.1']] }],
    ['http://metadata.google.internal/', { 'metadata.google.internal': [['169.254.169.254']] }],
    ['https://both.example/', { 'both.example': [['8.8.8.8', '10.0.0.1']] }],
    ['https://both.example/', { 'both.example': [['10.0.0.1', '8.8.8.8']] }],
    ['https://nowhere.example/', {}],
    ['https://empty.example/', { 'empty.example': [[]] }],
    ['https://fine.example:6379/', { 'fine.example': [['8.8.8.8']] }],
    ['https://user:pass@fine.example/', { 'fine.example': [['8.8.8.8']] }],
    ['file:///etc/passwd', {}],
    ['not a url', {}],
    ['//fine.example', {}],
    ['http://[::ffff:7f00:1]/', {}],
  ])('%s is refused', async (url, answers) => {
    await expect(closed(answers).assertAllowed(url)).rejects.toMatchObject({ code: 'address_not_allowed' });
  });

  it('a public name passes, and is given back as it will be called', async () => {
    const url = await closed({ 'fine.example': [['8.8.8.8']] }).assertAllowed('https://FINE.example/a\nb');
    expect(url.href).toBe('https://fine.example/ab');
  });

  it('the reason does not tell which inner address a name has', async () => {
    await expect(
      closed({ 'inner.example': [['10.1.2.3']] }).assertAllowed('https://inner.example/'),
    ).rejects.toThrow(/^The address leads to a private network$/);
  });
});

describe('when a connection is made', () => {
  it('a name that was public when it was saved and is private now is not reached', async () => {
    const egress = closed({ 'rebinding.example': [['8.8.8.8'], ['127.0.0.1']] });
    const before = hits;
    const url = await egress.assertAllowed(`http://rebinding.example:${String(port)}/`);
    await expect(request(url, { dispatcher: egress.dispatcher })).rejects.toBeInstanceOf(AddressNotAllowed);
    expect(hits).toBe(before);
    await egress.close();
  });

  it('one private address among public ones is enough to refuse', async () => {
    const egress = closed({ 'both.example': [['8.8.8.8', '127.0.0.1']] });
    await expect(
      request(`http://both.example:${String(port)}/`, { dispatcher: egress.dispatcher }),
    ).rejects.toBeInstanceOf(AddressNotAllowed);
    await egress.close();
  });

  it.each([['127.0.0.1'], ['[::ffff:127.0.0.1]'], ['0x7f.1'], ['0']])(
    'the literal %s is refused although no name is looked up',
    async (host) => {
      const egress = closed();
      const before = hits;
      await expect(
        request(`http://${host}:${String(port)}/`, { dispatcher: egress.dispatcher }),
      ).rejects.toBeInstanceOf(AddressNotAllowed);
      await expect(
        request(`https://${host}:${String(port)}/`, { dispatcher: egress.dispatcher }),
      ).rejects.toBeInstanceOf(AddressNotAllowed);
      expect(hits).toBe(before);
      await egress.close();
    },
  );

  it('a Host header does not lead past the guard', async () => {
    const egress = closed();
    await expect(
      request(`http://127.0.0.1:${String(port)}/`, {
        dispatcher: egress.dispatcher,
        headers: { host: 'fine.example' },
      }),
    ).rejects.toBeInstanceOf(AddressNotAllowed);
    await egress.close();
  });

  it('a redirect is an answer, not a way on', async () => {
    const egress = new Egress({ allow: ['127.0.0.0/8'] });
    const before = hits;
    const response = await request(`http://127.0.0.1:${String(port)}/redirect`, {
      dispatcher: egress.dispatcher,
    });
    await response.body.dump();
    expect(response.statusCode).toBe(302);
    expect(hits).toBe(before + 1);
    await egress.close();
  });

  it('ranges of the operator are reached, by number and by name', async () => {
    const allowed = new Egress({
      allow: ['127.0.0.0/8'],
      resolve: names({ 'inner.example': [['127.0.0.1']] }),
    });
    for (const [egress, host] of [
      [allowed, '127.0.0.1'],
      [allowed, 'inner.example'],
    ] as const) {
      const response = await request(`http://${host}:${String(port)}/`, { dispatcher: egress.dispatcher });
      expect(await response.body.text()).toBe('ok');
    }
    await allowed.close();
  });

  it('a network failure is told from a refusal', async () => {
    const egress = new Egress({ allow: ['127.0.0.0/8'], resolve: names({}) });
    const failure: unknown = await request('http://nowhere.example/', {
      dispatcher: egress.dispatcher,
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(AddressNotAllowed);
    await egress.close();
  });
});
