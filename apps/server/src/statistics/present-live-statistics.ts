import type { Delivery, Traffic, TrafficStep, WebhookSuccess } from '@recado/contracts';
import type { DeliveryRow, QueueRow } from './delivery.queries.ts';
import type { TrafficPoint } from './traffic.queries.ts';
import type { WebhookSuccessRow } from './webhook-success.queries.ts';

const MOST_FAILING = 5;

/** @param found points at which there was something */
export function presentTraffic(step: TrafficStep, times: readonly Date[], found: TrafficPoint[]): Traffic {
  const byTime = new Map(found.map((point) => [point.at.getTime(), point]));
  return {
    step,
    items: times.map((at) => {
      const { inbound, outbound } = byTime.get(at.getTime()) ?? { inbound: 0, outbound: 0 };
      return { at: at.toISOString(), inbound, outbound };
    }),
  };
}

export interface DeliveryFound {
  from: Date;
  to: Date;
  delivery: DeliveryRow;
  queue: QueueRow;
}

export function presentDelivery({ from, to, delivery, queue }: DeliveryFound): Delivery {
  const { accepted, waiting, sent, delivered, read, failed, dropped } = delivery;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    isCapped: delivery.is_capped,
    funnel: { accepted, waiting, inDoubt: delivery.in_doubt, sent, delivered, read, failed, dropped },
    latency: {
      count: delivery.timed,
      scheduled: delivery.scheduled,
      p50Ms: delivery.p50_ms,
      p99Ms: delivery.p99_ms,
    },
    queue: {
      due: queue.due,
      scheduled: queue.scheduled,
      oldestDueAt: queue.oldest_due_at?.toISOString() ?? null,
      held: queue.held,
      isCapped: queue.is_capped,
    },
  };
}

/** @param rows most failures first */
export function presentWebhookSuccess(hours: number, rows: readonly WebhookSuccessRow[]): WebhookSuccess {
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  const failures = rows.reduce((sum, row) => sum + row.failures, 0);
  return {
    hours,
    attempts,
    failures,
    successRate: attempts === 0 ? null : (attempts - failures) / attempts,
    endpoints: rows.length,
    inactive: rows.filter((row) => !row.is_active).length,
    failing: rows
      .filter((row) => row.failures > 0)
      .slice(0, MOST_FAILING)
      .map(({ id, url, is_active, ...counts }) => ({
        id,
        url,
        isActive: is_active,
        attempts: counts.attempts,
        failures: counts.failures,
      })),
  };
}
