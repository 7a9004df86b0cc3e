import { Injectable, type OnModuleInit, type Provider } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config.ts';
import { Retention } from '../../../platform/database/retention.ts';
import { AskSession } from './ask-session.ts';
import { ConnectLimiter } from './connect-limiter.ts';
import { RunCommands } from './run-commands.ts';
import { SessionCommandsRepository } from './session-commands.repository.ts';
import { SessionHost } from './session-host.ts';
import { SessionKeeper } from './session-keeper.ts';
import { SessionLeasesRepository } from './session-leases.repository.ts';
import { SessionMetrics } from './session-metrics.ts';
import { SessionPlaces } from './session-places.ts';
import { SessionPlacesQueries } from './session-places.queries.ts';
import { SessionRegistry } from './session-registry.ts';
import { SESSION_TIMES, sessionTimes } from './session-times.ts';
import { SessionWishesRepository } from './session-wishes.repository.ts';
import { WorkersRepository } from './workers.repository.ts';

/** Has old rows of ownership deleted. */
@Injectable()
class SessionRetention implements OnModuleInit {
  constructor(
    private readonly retention: Retention,
    private readonly commands: SessionCommandsRepository,
    private readonly workers: WorkersRepository,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'commands of sessions',
      deleteBatch: (tx, limit) => this.commands.deleteExpired(tx, limit),
    });
    this.retention.register({
      name: 'workers',
      deleteBatch: (tx, limit) => this.workers.deleteGone(tx, limit),
    });
  }
}

/** All that ownership is made of; whoever provides it also provides OPEN_SESSION. */
export const sessionProviders: Provider[] = [
  AskSession,
  ConnectLimiter,
  RunCommands,
  SessionCommandsRepository,
  SessionHost,
  SessionKeeper,
  SessionLeasesRepository,
  SessionMetrics,
  SessionPlaces,
  SessionPlacesQueries,
  SessionRegistry,
  SessionRetention,
  SessionWishesRepository,
  WorkersRepository,
  {
    provide: SESSION_TIMES,
    inject: [CONFIG],
    useFactory: (config: Config) => sessionTimes(config.RECADO_SESSION_LEASE_SECONDS),
  },
];
