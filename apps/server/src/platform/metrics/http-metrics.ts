import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Metrics } from './metrics.ts';

/** Measures every HTTP request by the pattern of its route, so that ids make no new series. */
@Injectable()
export class HttpMetrics implements OnModuleInit {
  readonly #seconds;

  constructor(
    private readonly host: HttpAdapterHost,
    metrics: Metrics,
  ) {
    this.#seconds = metrics.histogram({
      name: 'recado_http_request_seconds',
      help: 'Time to answer an HTTP request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    });
  }

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    server.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unmatched';
      // How long a client cares to follow a stream says nothing about how fast it was answered.
      if (!String(reply.getHeader('content-type')).startsWith('text/event-stream'))
        this.#seconds.observe(
          { method: request.method, route, status: reply.statusCode },
          reply.elapsedTime / 1_000,
        );
      done();
    });
  }
}
