import type { FastifyInstance } from 'fastify';

const INTERVAL_MS = 50;

/**
 * While the server closes, ends each connection as it falls idle. Node ends those that are idle when closing begins; one
 * whose answer was on its way by then would stay open until the client lets go of it or its keep-alive time is over.
 */
export function endIdleConnectionsOnClose(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const { server } = fastify;
    if (server.listening) {
      const timer = setInterval(() => server.closeIdleConnections(), INTERVAL_MS);
      server.once('close', () => clearInterval(timer));
    }
    done();
  });
}
