import { Controller, Get, Inject } from '@nestjs/common';
import { AppError } from '../http/app-error.ts';
import { Public } from '../http/access.ts';
import { Database } from '../database/database.ts';
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

@Controller('health')
export class HealthController {
  constructor(
    private readonly database: Database,
    @Inject(QUEUE_BACKEND) private readonly queue: QueueBackend,
  ) {}

  /** The process runs; nothing else is asked. */
  @Get('live')
  @Public()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The database and the queue answer within 2 s; otherwise 503, and a balancer should pass this process by. */
  @Get('ready')
  @Public()
  async ready(): Promise<{ status: 'ok'; database: string; queue: string }> {
    const [database, queue] = await Promise.all([
      answers(() => this.database.ping()),
      answers(() => this.queue.ping()),
    ]);
    if (database === 'up' && queue === 'up') return { status: 'ok', database, queue };
    throw new AppError('unavailable', `database: ${database}, queue: ${queue}`, { retryAfterSeconds: 2 });
  }
}
