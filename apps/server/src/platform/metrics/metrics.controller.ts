import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../config.ts';
import { Public } from '../http/access.ts';
import { ApiProblems } from '../http/api-problems.ts';
import { AppError } from '../http/app-error.ts';
import { metricsRefusal } from './metrics-access-policy.ts';
import { Metrics } from './metrics.ts';

const reasons = {
  unauthenticated: 'Send the token of RECADO_METRICS_TOKEN as a bearer token',
  forbidden: 'Without RECADO_METRICS_TOKEN only this machine may read the figures, and not through a proxy',
} as const;

@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Public to the access guard; it has a rule of its own, since Prometheus is no user. */
  @Get()
  @Public()
  @ApiBearerAuth()
  @ApiOperation({
    operationId: 'getMetrics',
    summary: 'Figures of this process for Prometheus',
    description:
      'With the bearer token of RECADO_METRICS_TOKEN; when none is set, from the machine itself only.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string', example: 'process_resident_memory_bytes 98304000\n' } })
  @ApiProblems('unauthenticated', 'forbidden')
  read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const refusal = metricsRefusal(
      { peer: request.raw.socket.remoteAddress, headers: request.headers },
      this.config.RECADO_METRICS_TOKEN,
    );
    if (refusal !== undefined) throw new AppError(refusal, reasons[refusal]);
    void reply.header('content-type', this.metrics.registry.contentType).header('cache-control', 'no-store');
    return this.metrics.registry.metrics();
  }
}
