import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RetryConfig, WebhookId } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../platform/queue/lane.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { DeliveriesRepository, LANE, type EndpointRow } from './deliveries.repository.ts';
import { DeliveryTurn } from './delivery-turn.ts';
import { eventBody } from './event-body.ts';
import { PostWebhook } from './post-webhook.ts';
import { SettleDeliveries } from './settle-deliveries.ts';
import { WebhookSecrets } from './webhook-secrets.ts';

/** The lane of webhooks, one for each endpoint: delivers its events at least once, in the order in which they are due. */
@Injectable()
export class DeliverWebhooks implements LaneKind, OnModuleInit {
  readonly name = LANE;

  constructor(
    private readonly lanes: Lanes,
    private readonly database: WorkerDatabase,
    private readonly deliveries: DeliveriesRepository,
    private readonly settleDeliveries: SettleDeliveries,
    private readonly postWebhook: PostWebhook,
    private readonly secrets: WebhookSecrets,
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
    const endpoint = await this.database.transaction(async (tx) => {
      await this.deliveries.returnExpired(tx, webhookId);
      return this.deliveries.activeEndpoint(tx, webhookId);
    });
    return endpoint === undefined ? { state: 'idle' } : this.#turnOf(endpoint, turn).run();
  }

  #turnOf(endpoint: EndpointRow, turn: LaneTurn): DeliveryTurn {
    const { id, tenantId, url } = endpoint;
    const secret = this.secrets.open(tenantId, id, endpoint.secret);
    const claimId = this.clock.newId();
    const { database, deliveries } = this;
    return new DeliveryTurn({
      turn,
      claimId,
      retryConfig: RetryConfig.parse(endpoint.retryConfig),
      newId: () => this.clock.newId(),
      now: () => this.clock.now(),
      random: Math.random,
      claim: (limit) => database.transaction((tx) => deliveries.claim(tx, id, claimId, limit)),
      post: (delivery) =>
        this.postWebhook.execute({
          url,
          secret,
          eventId: delivery.eventId,
          body: eventBody(tenantId, delivery),
        }),
      settle: (settled) =>
        database.transaction((tx) => this.settleDeliveries.execute(tenantId, tx, endpoint, settled)),
      handBack: (ids) => database.transaction((tx) => deliveries.handBack(tx, claimId, ids)),
      nextDueAt: () => database.transaction((tx) => deliveries.nextDueAt(tx, id)),
    });
  }
}
