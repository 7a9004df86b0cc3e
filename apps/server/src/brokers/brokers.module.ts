import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { BrokerBacklog } from './broker-backlog.ts';
import { BrokerConnection } from './broker-connection.ts';
import { BrokerFigures } from './broker-figures.ts';
import { CursorsRepository } from './cursors.repository.ts';
import { DESTINATION, destinationOf } from './destination-policy.ts';
import { PublishEvents } from './publish-events.jobs.ts';

@Module({
  providers: [
    {
      provide: DESTINATION,
      inject: [CONFIG],
      useFactory: (config: Config) =>
        config.RECADO_BROKER_URL === undefined
          ? undefined
          : destinationOf(
              config.RECADO_BROKER_URL,
              config.RECADO_BROKER_TOPIC,
              config.RECADO_EVENTS_RETENTION_DAYS,
            ),
    },
    CursorsRepository,
    BrokerBacklog,
    BrokerFigures,
    BrokerConnection,
    PublishEvents,
  ],
  exports: [BrokerBacklog],
})
export class BrokersModule {}
