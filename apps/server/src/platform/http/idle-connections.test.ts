import { PassThrough } from 'node:stream';
import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { endIdleConnectionsOnClose } from './idle-connections.ts';

it('an answer that ends while the server closes does not hold it up', async () => {
  const app = fastify({ forceCloseConnections: 'idle' });
  endIdleConnectionsOnClose(app);
  const body = new PassThrough();
  app.get('/', (_, reply) => reply.header('content-length', '2').send(body));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  body.write('o');
  const answer = await fetch(address);
  expect(answer.headers.get('connection')).toBe('keep-alive');

  const closed = app.close();
  body.end('k');

  expect(await answer.text()).toBe('ok');
  await closed; // Without it the connection stays for the 72 s of its keep-alive time.
});
