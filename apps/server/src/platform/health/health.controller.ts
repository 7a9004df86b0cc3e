import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Liveness, Readiness } from '@recado/contracts';
import { ApiProblems } from '../http/api-problems.ts';
import { AppError } from '../http/app-error.ts';
import { Public } from '../http/access.ts';
import { Database } from '../database/database.ts';
import { StartUp } from './start-up.ts';
import { QUEUE_BACKEND, type QueueBackend } from '../queue/queue-backend.ts';

const PATIENCE_MS = 2_000;

async function answers(ask: () => Promise<unknown>): Promise<'up' | 'down'> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(reject, PATIENCE_MS, new Error('no answer in time'));
  return Promise.race([ask(), tooLate])
    .then(
      () => 'up' as const,
      () => 'down' as const,
    )
    .finally(() => {
      clearTimeout(timer);
    });
}

@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly startUp: StartUp,
    private readonly database: Database,
    @Inject(QUEUE_BACKEND) private readonly queue: QueueBackend,
  ) {}

  @Get('live')
  @Public()
  @ApiOperation({
    operationId: 'getLiveness',
    summary: 'The process runs',
    description: 'Nothing else is asked: a process that waits for its database lives.',
  })
  @ApiOkResponse({ standardSchema: Liveness })
  live(): Liveness {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({
    operationId: 'getReadiness',
    summary: 'The database and the queue answer within 2 seconds',
    description: 'Otherwise 503, and a balancer should pass this process by.',
  })
  @ApiOkResponse({ standardSchema: Readiness })
  @ApiProblems('unavailable')
  async ready(): Promise<Readiness> {
    if (this.startUp.isUnderWay)
      throw new AppError('unavailable', 'The server is starting', { retryAfterSeconds: 1 });
    const [database, queue] = await Promise.all([
      answers(() => this.database.ping()),
      answers(() => this.queue.ping()),
    ]);
    if (database === 'up' && queue === 'up') return { status: 'ok', database, queue };
    throw new AppError('unavailable', `database: ${database}, queue: ${queue}`, { retryAfterSeconds: 2 });
  }
}
