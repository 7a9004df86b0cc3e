import { Injectable } from '@nestjs/common';
import type {
  Delivery,
  DeliveryQuery,
  Traffic,
  TrafficQuery,
  WebhookSuccess,
  WebhookSuccessQuery,
} from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import type { Caller } from '../platform/http/caller.ts';
import { DeliveryQueries } from './delivery.queries.ts';
import { pointsBack } from './live-period-policy.ts';
import { presentDelivery, presentTraffic, presentWebhookSuccess } from './present-live-statistics.ts';
import { StatisticsScopes } from './statistics-scopes.ts';
import { TrafficQueries } from './traffic.queries.ts';
import { WebhookSuccessQueries } from './webhook-success.queries.ts';

const HOUR_MS = 3_600_000;

/** How messages and deliveries fare up to this moment, within what a caller may see. All throw AppError not_found. */
@Injectable()
export class ReadLiveStatistics {
  constructor(
    private readonly scopes: StatisticsScopes,
    private readonly trafficQueries: TrafficQueries,
    private readonly deliveryQueries: DeliveryQueries,
    private readonly webhookQueries: WebhookSuccessQueries,
    private readonly clock: Clock,
  ) {}

  async traffic(caller: Caller, { step, points, instanceId }: TrafficQuery): Promise<Traffic> {
    const scope = await this.scopes.of(caller, instanceId);
    const times = pointsBack(step, points, this.clock.now());
    const from = times[0] ?? this.clock.now();
    return presentTraffic(step, times, await this.trafficQueries.since(scope, step, from));
  }

  async delivery(caller: Caller, { hours, instanceId }: DeliveryQuery): Promise<Delivery> {
    const scope = await this.scopes.of(caller, instanceId);
    const to = this.clock.now();
    const from = new Date(to.getTime() - hours * HOUR_MS);
    const [delivery, queue] = await Promise.all([
      this.deliveryQueries.delivery(scope, from),
      this.deliveryQueries.queue(scope),
    ]);
    return presentDelivery({ from, to, delivery, queue });
  }

  async webhooks(caller: Caller, { hours }: WebhookSuccessQuery): Promise<WebhookSuccess> {
    const scope = await this.scopes.of(caller);
    const from = pointsBack('hour', hours, this.clock.now())[0] ?? this.clock.now();
    return presentWebhookSuccess(hours, await this.webhookQueries.since(scope, from));
  }
}
