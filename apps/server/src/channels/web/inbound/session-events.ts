import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WASocket } from 'baileys';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../../platform/clock.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { Retention } from '../../../platform/database/retention.ts';
import { Metrics } from '../../../platform/metrics/metrics.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { AskPhone } from './ask-phone.ts';
import type { Arrival } from './events-to-updates.ts';
import { PollVotes } from './poll-votes.ts';
import { SessionIntake, type Intake, type IntakeEffects, type ReceivingSession } from './session-intake.ts';
import { StanzasRepository } from './stanzas.repository.ts';
import { StoreDeliveries } from './store-deliveries.ts';

export type { Intake, ReceivingSession } from './session-intake.ts';

/** Takes all that WhatsApp tells over sockets into the database; every write is under the session's lease. */
@Injectable()
export class SessionEvents implements OnModuleInit {
  readonly #effects: IntakeEffects;

  constructor(
    private readonly stanzas: StanzasRepository,
    private readonly votes: PollVotes,
    private readonly askPhone: AskPhone,
    private readonly retention: Retention,
    store: StoreDeliveries,
    database: WorkerDatabase,
    clock: Clock,
    logger: PinoLogger,
    metrics: Metrics,
  ) {
    this.#effects = {
      now: () => clock.now(),
      note: (hold, stanzas) => store.note(hold, stanzas),
      store: (hold, deliveries) => store.execute(hold, deliveries),
      readVote: (hold, arrival, ours) => this.#withVote(hold, arrival, ours),
      askPhone: (hold, socket, when) => this.askPhone.execute(hold, socket, when),
      onTrouble: (hold, what, error) => {
        logger.warn({ err: error, instanceId: hold.instanceId }, what);
      },
    };
    metrics.gauge({
      name: 'recado_web_inbound_gaps',
      help: 'Messages that came to a session and whose content is missing; the phone is asked for them',
      async collect() {
        this.set(await stanzas.countGaps(database.statements));
      },
    });
  }

  onModuleInit(): void {
    this.retention.register({
      name: 'ledger of the web channel',
      deleteBatch: (tx, limit) => this.stanzas.deleteOld(tx, limit),
    });
  }

  /** To be called right after makeWASocket, before anything can have come in. */
  attach(socket: WASocket, session: ReceivingSession): Intake {
    return new SessionIntake(socket, session, this.#effects);
  }

  async #withVote(hold: SessionHold, arrival: Arrival, ours: readonly string[]): Promise<Arrival> {
    if (arrival.payload.update !== 'message') return arrival;
    const vote = await this.votes.read(hold, arrival.payload.message, ours);
    return vote === undefined ? arrival : { ...arrival, payload: { ...arrival.payload, vote } };
  }
}
