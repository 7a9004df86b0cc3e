import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../platform/clock.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import { BacklogQueries, type BacklogFigure } from './backlog.queries.ts';

/** One reading serves every gauge of a scrape, and scrapes that come close together. */
const FRESH_MS = 5_000;

const gauges: readonly {
  metric: string;
  help: string;
  figure: BacklogFigure['name'];
  label?: 'state' | 'status';
}[] = [
  {
    metric: 'recado_messages_unsettled',
    help: 'Outbound messages without an end, by state: due, scheduled, sending, in_doubt (a status may still resolve it), held (in doubt, for a person to decide); counted up to 100,000',
    figure: 'messages',
    label: 'state',
  },
  {
    metric: 'recado_messages_oldest_due_seconds',
    help: 'How long the next message of the lane that is furthest behind has been due; connected instances only',
    figure: 'oldestMessageSeconds',
  },
  {
    metric: 'recado_instances',
    help: 'Active instances by status',
    figure: 'instances',
    label: 'status',
  },
  {
    metric: 'recado_web_sessions_unheld',
    help: 'Numbers linked by QR code, or about to be, that should be connected and that no process holds',
    figure: 'unheldSessions',
  },
  {
    metric: 'recado_webhook_deliveries_waiting',
    help: 'Webhook deliveries that wait for their next try; counted up to 100,000',
    figure: 'deliveries',
    label: 'state',
  },
  {
    metric: 'recado_webhook_deliveries_oldest_due_seconds',
    help: 'How long the webhook delivery that is furthest behind has been due; active webhooks only',
    figure: 'oldestDeliverySeconds',
  },
  {
    metric: 'recado_inbound_events_waiting',
    help: 'Events of providers by state: pending, or poison (set aside after 5 tries); counted up to 100,000',
    figure: 'inboundEvents',
    label: 'state',
  },
  {
    metric: 'recado_inbound_events_oldest_due_seconds',
    help: 'How long the event of a provider that is furthest behind has been due',
    figure: 'oldestInboundSeconds',
  },
  {
    metric: 'recado_conversations_waiting',
    help: 'Conversations that wait for an agent; counted up to 100,000',
    figure: 'waitingConversations',
  },
  {
    metric: 'recado_conversations_oldest_waiting_seconds',
    help: 'How long the conversation that waits longest for an agent has waited',
    figure: 'oldestWaitingSeconds',
  },
  {
    metric: 'recado_agent_turns',
    help: 'What automatic agents have to answer, by state: due, later (to be tried again), at_work; counted up to 100,000',
    figure: 'turns',
    label: 'state',
  },
  {
    metric: 'recado_agent_turns_oldest_due_seconds',
    help: 'How long the turn of an automatic agent that is furthest behind has been due',
    figure: 'oldestTurnSeconds',
  },
  {
    metric: 'recado_broadcasts',
    help: 'Broadcasts that run or are to start, by state',
    figure: 'broadcasts',
    label: 'state',
  },
  {
    metric: 'recado_broadcast_recipients_waiting',
    help: 'Recipients of running broadcasts that are not handed over to sending yet; counted up to 100,000',
    figure: 'broadcastRecipients',
  },
  {
    metric: 'recado_broadcasts_oldest_due_seconds',
    help: 'How long the broadcast that is furthest behind should have gone on',
    figure: 'oldestBroadcastSeconds',
  },
];

/**
 * What waits in the database, as gauges. Every process tells the same figures, since they are the database's: a query
 * takes their maximum. While the database does not answer they are absent, and the rest of the metrics stays.
 */
@Injectable()
export class BacklogMetrics {
  #reading: { figures: Promise<BacklogFigure[]>; readAtMs: number } | undefined;

  constructor(
    private readonly queries: BacklogQueries,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
    metrics: Metrics,
  ) {
    const read = (name: BacklogFigure['name']) => this.#read(name);
    for (const { metric, help, figure, label } of gauges)
      metrics.gauge({
        name: metric,
        help,
        labelNames: label === undefined ? [] : [label],
        async collect() {
          const figures = await read(figure);
          this.reset();
          if (figures.length === 0) this.remove();
          for (const { label: value, value: count } of figures)
            this.set(label === undefined ? {} : { [label]: value }, count);
        },
      });
  }

  async #read(name: BacklogFigure['name']): Promise<BacklogFigure[]> {
    const nowMs = this.clock.monotonicMs();
    if (this.#reading === undefined || nowMs - this.#reading.readAtMs > FRESH_MS)
      this.#reading = {
        readAtMs: nowMs,
        figures: this.queries.read().catch((error: unknown) => {
          this.logger.warn({ err: error }, 'the backlog could not be read for the metrics');
          return [];
        }),
      };
    const figures = await this.#reading.figures;
    return figures.filter((figure) => figure.name === name);
  }
}
