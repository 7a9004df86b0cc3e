import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../../platform/clock.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { Lanes } from '../../../platform/queue/lanes.ts';
import type { Baileys } from '../baileys.ts';
import { ConnectLimiter } from '../sessions/connect-limiter.ts';
import { SessionMetrics } from '../sessions/session-metrics.ts';
import { WhatsappVersion } from '../whatsapp-version.ts';
import type { AuthStateParts } from './auth-state.ts';
import { AuthStateRepository } from './auth-state.repository.ts';
import { KeyWriter } from './key-writer.ts';
import { OpenSocket } from './open-socket.ts';
import { OpenWatch } from './open-watch.ts';
import { SessionCommands } from './session-commands.ts';
import { SessionJournal } from './session-journal.ts';
import { SESSION_TIMING, type SessionTiming } from './session-timing.ts';

/** What every session of a process is made with. */
@Injectable()
export class SessionParts {
  constructor(
    readonly database: WorkerDatabase,
    readonly repository: AuthStateRepository,
    readonly keyWriter: KeyWriter,
    readonly journal: SessionJournal,
    readonly openSocket: OpenSocket,
    readonly watch: OpenWatch,
    readonly commands: SessionCommands,
    readonly limiter: ConnectLimiter,
    readonly version: WhatsappVersion,
    readonly metrics: SessionMetrics,
    readonly lanes: Lanes,
    readonly clock: Clock,
    readonly logger: PinoLogger,
    @Inject(SESSION_TIMING) readonly timing: SessionTiming,
  ) {}

  authState(baileys: Baileys): AuthStateParts {
    return { baileys, database: this.database, repository: this.repository, writer: this.keyWriter };
  }
}
