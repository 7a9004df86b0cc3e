import { Global, Module } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { CONFIG, type Config } from '../../config.ts';
import { Relay } from '../live/relay.ts';
import { LeaseRepository } from './lease.repository.ts';
import { Lanes } from './lanes.ts';
import { openQueueBackend, QUEUE_BACKEND } from './queue-backend.ts';

@Global()
@Module({
  providers: [
    {
      provide: QUEUE_BACKEND,
      inject: [CONFIG, PinoLogger],
      useFactory: (config: Config, logger: PinoLogger) =>
        openQueueBackend({ redisUrl: config.REDIS_URL, databaseUrl: config.databaseUrl }, (error) => {
          logger.warn({ err: error }, 'the store of the queues did not answer');
        }),
    },
    LeaseRepository,
    Relay,
    Lanes,
  ],
  exports: [Lanes, LeaseRepository, Relay, QUEUE_BACKEND],
})
export class QueueModule {}
