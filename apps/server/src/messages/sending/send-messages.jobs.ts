import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InstanceId } from '@recado/contracts';
import { LRUCache } from 'lru-cache';
import { Channels, Connections, type Channel, type Connection } from '../../channels/index.ts';
import { SendingInstances, type SendingInstance } from '../../instances/index.ts';
import { Clock } from '../../platform/clock.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import type { LaneKind, LaneOutcome, LanePlace, LaneTurn } from '../../platform/queue/lane.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { ClaimsRepository } from './claims.repository.ts';
import { ExchangeRounds } from './exchange-rounds.ts';
import { RateLimits } from './rate-limits.ts';
import { SendAttempt } from './send-attempt.ts';
import { SendTurn, type SendTurnPorts } from './send-turn.ts';
import { SettleAttempts } from './settle-attempts.ts';

const ABANDONED_EVERY_MS = 2_000;

/** The lane of each instance that sends: claims, attempts, outcomes; and what became of claims whose worker vanished. */
@Injectable()
export class SendMessagesLane implements LaneKind, OnModuleInit {
  readonly name = 'send';
  readonly #lookedAtMs = new LRUCache<InstanceId, number>({ max: 10_000 });
  readonly #limits = new LRUCache<InstanceId, RateLimits>({ max: 10_000 });

  constructor(
    private readonly lanes: Lanes,
    private readonly database: WorkerDatabase,
    private readonly claims: ClaimsRepository,
    private readonly settleAttempts: SettleAttempts,
    private readonly exchangeRounds: ExchangeRounds,
    private readonly sendAttempt: SendAttempt,
    private readonly instances: SendingInstances,
    private readonly connections: Connections,
    private readonly channels: Channels,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  findDue(limit: number): Promise<string[]> {
    return this.database.transaction((tx) => this.claims.findDue(tx, limit));
  }

  /** Where a number is connected by a session, only the process that holds it can send. */
  async placeOf(id: string): Promise<LanePlace> {
    const instance = await this.instances.byId(InstanceId.parse(id));
    return instance === undefined ? 'nowhere' : this.#placeOf(instance);
  }

  async #placeOf(instance: SendingInstance): Promise<LanePlace> {
    const { sessions } = this.channels.for(instance.channel);
    return sessions === undefined ? 'anywhere' : sessions.placeOf(instance.id);
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    const instance = await this.instances.byId(InstanceId.parse(turn.id));
    if (instance === undefined) return { state: 'idle' };
    await this.#settleAbandoned(instance);
    if (instance.status !== 'connected' || !instance.isActive) return { state: 'idle' };
    const place = await this.#placeOf(instance);
    if (place === 'nowhere' || place === 'elsewhere') return { state: 'idle' };
    const connection = await this.connections.of(instance.tenantId, instance.id);
    return this.#send(turn, instance, connection);
  }

  #send(turn: LaneTurn, instance: SendingInstance, connection: Connection): Promise<LaneOutcome> {
    const channel = this.channels.for(instance.channel);
    const isLikeAPerson = channel.pace !== undefined && instance.pacing === 'human';
    const ports: SendTurnPorts = {
      newClaimId: () => this.clock.newId(),
      monotonicMs: () => this.clock.monotonicMs(),
      now: () => this.clock.now(),
      random: () => Math.random(),
      attempt: (claim, mayAct) =>
        this.sendAttempt.execute(claim, {
          connection,
          channel,
          pacing: { pacing: instance.pacing, newContactsPerDay: instance.newContactsPerDay },
          mayAct,
          signal: turn.signal,
          now: () => this.clock.now(),
        }),
      exchange: (round) => this.exchangeRounds.execute({ ...round, instance, fence: turn.fence }),
    };
    return new SendTurn(turn, this.#limitsOf(instance, channel), ports, isLikeAPerson ? 1 : undefined).run();
  }

  /** Looked for from time to time only: what is abandoned has been so for a minute. */
  async #settleAbandoned(instance: SendingInstance): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    if (nowMs - (this.#lookedAtMs.get(instance.id) ?? Number.NEGATIVE_INFINITY) < ABANDONED_EVERY_MS) return;
    this.#lookedAtMs.set(instance.id, nowMs);
    if (!(await this.claims.hasAbandoned(this.database.statements, instance.id))) return;
    await this.database.transaction(async (tx) => {
      const changed = [
        ...(await this.claims.doubtExpired(tx, instance.id)),
        ...(await this.claims.giveUpDoubt(tx, instance.id, instance.inDoubtPolicy)),
        ...(await this.claims.expire(tx, instance.id)),
      ];
      await this.settleAttempts.announce(tx, changed);
    });
  }

  #limitsOf(instance: SendingInstance, { capabilities }: Channel): RateLimits {
    const known = this.#limits.get(instance.id);
    if (known?.messagesPerSecond === instance.messagesPerSecond) return known;
    const limits = new RateLimits(
      instance.messagesPerSecond,
      this.clock.monotonicMs(),
      capabilities.recipientRate,
    );
    this.#limits.set(instance.id, limits);
    return limits;
  }
}
