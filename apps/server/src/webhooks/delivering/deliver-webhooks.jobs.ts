import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RetryConfig, WebhookId } from '@recado/contracts';
import { eventBody } from '../../events/index.ts';
import { Clock } from '../../platform/clock.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { ClaimDeliveries } from './claim-deliveries.ts';
import { DeliveriesRepository, LANE, type ClaimedDelivery, type Endpoint } from './deliveries.repository.ts';
import { DeliveryTurn } from './delivery-turn.ts';
import { Health, mostInFlight } from './endpoint-health-policy.ts';
import type { SettledAttempt } from './outcomes.repository.ts';
import { PostWebhook, type WebhookTarget } from './post-webhook.ts';
import { RequestPace } from './rate-policy.ts';
import { RequestsUnderWay } from './requests-under-way.ts';
import { verdictOn } from './retry-policy.ts';
import { SettleDeliveries } from './settle-deliveries.ts';
import { WebhookTargets } from '../endpoints/webhook-targets.ts';
import type { WebhookRow } from '../endpoints/webhooks.repository.ts';

/** What holds for all requests of a turn. */
interface Calls {
  row: WebhookRow;
  target: WebhookTarget;
  retry: RetryConfig;
  /** Whether there is one, to see if an endpoint that kept failing is back. */
  isProbe: boolean;
  pace: RequestPace;
}

/** The lane of webhooks, one for each endpoint: delivers its events at least once, in the order in which they are due. */
@Injectable()
export class DeliverWebhooks implements LaneKind, OnModuleInit {
  readonly name = LANE;

  constructor(
    private readonly lanes: Lanes,
    private readonly database: WorkerDatabase,
    private readonly deliveries: DeliveriesRepository,
    private readonly claimDeliveries: ClaimDeliveries,
    private readonly settleDeliveries: SettleDeliveries,
    private readonly postWebhook: PostWebhook,
    private readonly targets: WebhookTargets,
    private readonly requests: RequestsUnderWay,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  findDue(limit: number): Promise<string[]> {
    return this.database.transaction((tx) => this.deliveries.findDue(tx, limit));
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    const webhookId = WebhookId.parse(turn.id);
    const endpoint = await this.claimDeliveries.begin(webhookId);
    if (endpoint === undefined) return { state: 'idle' };
    const { paused_until: pausedUntil, health } = endpoint.row;
    if (pausedUntil !== null && pausedUntil > this.clock.now())
      return { state: 'idle', nextDueAt: pausedUntil };
    const room = mostInFlight(Health.parse(health)) - endpoint.underWay;
    if (room <= 0) return { state: 'idle' };
    return this.#turnOf(endpoint, turn, room).run();
  }

  #turnOf({ row }: Endpoint, turn: LaneTurn, room: number): DeliveryTurn {
    const calls: Calls = {
      row,
      target: this.targets.of(row),
      retry: RetryConfig.parse(row.retry_config),
      isProbe: Health.parse(row.health).isOpen,
      pace: new RequestPace(row.rate_limit, row.next_request_at),
    };
    let claims = 0;
    return new DeliveryTurn({
      turn,
      room,
      isOrdered: row.is_ordered,
      mayClaimAhead: row.rate_limit === null,
      patienceMs: this.requests.patienceMs,
      claim: async (limit) => {
        claims += 1;
        return calls.isProbe && claims > 1 ? [] : this.#claim(calls, limit);
      },
      attempt: (delivery) => this.requests.track(this.#attempt(calls, delivery)),
      settle: (settled) => this.settleDeliveries.execute(row, settled),
      handBack: (unsent) => this.deliveries.handBack(this.database.statements, unsent),
      leave: (delivery, attempt) => {
        this.requests.leave(this.#afterwards(row, delivery, attempt));
      },
      nextDueAt: async () => {
        const at = await this.claimDeliveries.nextDueAt(row.id);
        return at && calls.pace.allowedAt(at);
      },
    });
  }

  async #claim({ row, pace, isProbe }: Calls, limit: number): Promise<ClaimedDelivery[]> {
    const allowed = pace.allowed(isProbe ? 1 : limit, this.clock.now());
    if (allowed === 0) return [];
    const claimed = await this.claimDeliveries.claim({ webhookId: row.id, limit: allowed });
    const nextRequestAt = pace.began(claimed.length, this.clock.now());
    if (nextRequestAt !== undefined)
      await this.deliveries.pace(this.database.statements, row.id, nextRequestAt);
    return claimed;
  }

  async #attempt(calls: Calls, delivery: ClaimedDelivery): Promise<SettledAttempt | undefined> {
    const { row, target, retry, isProbe } = calls;
    const body = eventBody({ ...delivery, id: delivery.eventId, tenantId: row.tenant_id });
    const answer = await this.postWebhook.execute(
      { target, eventId: delivery.eventId, body },
      this.requests.signal,
    );
    if (answer === undefined) return undefined;
    const attempt = delivery.attempt + 1;
    const verdict = verdictOn(answer, {
      attempt: attempt - delivery.freeAttempts,
      retry,
      isProbe,
      random: Math.random(),
      now: this.clock.now(),
    });
    return {
      attemptId: this.clock.newId(),
      deliveryId: delivery.id,
      tenantId: row.tenant_id,
      claimId: delivery.claimId,
      attempt,
      freeAttempts: delivery.freeAttempts + (isProbe && verdict.state === 'pending' ? 1 : 0),
      isProbe,
      answer,
      verdict,
    };
  }

  /** What follows a request that its turn did not wait for. */
  async #afterwards(
    row: WebhookRow,
    delivery: ClaimedDelivery,
    attempt: Promise<SettledAttempt | undefined>,
  ): Promise<void> {
    const settled = await attempt;
    if (settled === undefined) await this.deliveries.handBack(this.database.statements, [delivery]);
    else await this.settleDeliveries.execute(row, [settled]);
    this.lanes.wake(LANE, row.id);
  }
}
