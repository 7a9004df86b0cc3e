import { z } from 'zod';
import { InstanceId, WebhookId } from './ids.ts';
import { Timestamp } from './pages.ts';

/** How much time one point of `GET /statistics/traffic` stands for. */
export const TrafficStep = z.enum(['minute', 'hour']);
export type TrafficStep = z.infer<typeof TrafficStep>;

/** The most points that are given at once: a day of minutes, 31 days of hours. */
export const mostTrafficPoints = { minute: 24 * 60, hour: 31 * 24 } as const satisfies Record<
  TrafficStep,
  number
>;

const instanceId = InstanceId.optional().describe('Only what happened on this instance');

/** Query of `GET /statistics/traffic`. */
export const TrafficQuery = z
  .strictObject({
    step: TrafficStep.default('minute').describe('Minutes are kept for a day, hours for good'),
    points: z.coerce
      .number()
      .int()
      .min(1)
      .max(mostTrafficPoints.minute)
      .default(60)
      .describe('How many minutes or hours up to now: at most 1,440 minutes or 744 hours'),
    instanceId,
  })
  .refine(({ step, points }) => points <= mostTrafficPoints[step], {
    path: ['points'],
    message: `must be at most ${String(mostTrafficPoints.hour)} hours`,
  });
export type TrafficQuery = z.infer<typeof TrafficQuery>;

/** `GET /statistics/traffic`: every minute or hour up to now, also those in which nothing happened; the last is not over yet. */
export const Traffic = z
  .object({
    step: TrafficStep,
    items: z.array(
      z.object({ at: Timestamp.describe('Its beginning'), inbound: z.int(), outbound: z.int() }),
    ),
  })
  .meta({
    id: 'Traffic',
    example: {
      step: 'minute',
      items: [
        { at: '2026-11-24T12:59:00.000Z', inbound: 12, outbound: 18 },
        { at: '2026-11-24T13:00:00.000Z', inbound: 3, outbound: 4 },
      ],
    },
  });
export type Traffic = z.infer<typeof Traffic>;

/** Query of `GET /statistics/delivery`. */
export const DeliveryQuery = z.strictObject({
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(31 * 24)
    .default(1)
    .describe('What was accepted in so many hours up to now'),
  instanceId,
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

const Funnel = z
  .object({
    accepted: z.int().describe('All of them, however they stand now'),
    waiting: z.int().describe('To be sent'),
    inDoubt: z.int().describe('It is not known whether WhatsApp took them'),
    sent: z.int().describe('WhatsApp took them; those that got further are among them'),
    delivered: z.int().describe('They reached the phone; those that were read are among them'),
    read: z.int(),
    failed: z.int(),
    dropped: z.int().describe('Cancelled, or expired before they were sent'),
  })
  .meta({
    id: 'DeliveryFunnel',
    example: {
      accepted: 120,
      waiting: 2,
      inDoubt: 0,
      sent: 116,
      delivered: 110,
      read: 84,
      failed: 1,
      dropped: 1,
    },
  });

const Latency = z
  .object({
    count: z.int().describe('Messages that were sent, without scheduled ones'),
    scheduled: z
      .int()
      .describe('Scheduled messages that were left out: they waited because they were told to'),
    p50Ms: z.int().nullable().describe('Half of them took at most so long; null when there is none'),
    p99Ms: z.int().nullable(),
  })
  .meta({ id: 'SendLatency', example: { count: 114, scheduled: 2, p50Ms: 180, p99Ms: 950 } });

const Queue = z
  .object({
    due: z.int().describe('Messages that could go now'),
    scheduled: z.int().describe('Messages for a later time, and those that wait for their next try'),
    oldestDueAt: Timestamp.nullable().describe('Since when the one that waits longest could go'),
    held: z.int().describe('In doubt, for a person to decide'),
    isCapped: z.boolean().describe('More wait than are counted: 10,000 of each number'),
  })
  .meta({
    id: 'SendQueue',
    example: { due: 2, scheduled: 5, oldestDueAt: '2026-11-24T12:59:58.000Z', held: 0, isCapped: false },
  });

/** `GET /statistics/delivery`: how far the messages of a time got, how soon they were sent, and what waits now. */
export const Delivery = z
  .object({
    from: Timestamp,
    to: Timestamp,
    isCapped: z
      .boolean()
      .describe('There were more messages than are read, some 20,000: these are the newest of each number'),
    funnel: Funnel,
    latency: Latency.describe('From accepting a message to the moment at which WhatsApp had taken it'),
    queue: Queue.describe('At this moment, whatever `hours` says'),
  })
  .meta({
    id: 'Delivery',
    example: {
      from: '2026-11-24T12:00:00.000Z',
      to: '2026-11-24T13:00:00.000Z',
      isCapped: false,
      funnel: Funnel.meta()?.['example'],
      latency: Latency.meta()?.['example'],
      queue: Queue.meta()?.['example'],
    },
  });
export type Delivery = z.infer<typeof Delivery>;

/** Query of `GET /statistics/webhooks`. */
export const WebhookSuccessQuery = z.strictObject({
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(168)
    .default(24)
    .describe('So many hours up to now, this one among them'),
});
export type WebhookSuccessQuery = z.infer<typeof WebhookSuccessQuery>;

/** `GET /statistics/webhooks`: how deliveries to all endpoints fared together, and which endpoints failed most. */
export const WebhookSuccess = z
  .object({
    hours: z.int(),
    attempts: z.int(),
    failures: z.int(),
    successRate: z.number().min(0).max(1).nullable().describe('Null when there was no attempt'),
    endpoints: z.int().describe('Endpoints there are'),
    inactive: z.int().describe('Of these, those that are switched off'),
    failing: z
      .array(
        z.object({
          id: WebhookId,
          url: z.string(),
          isActive: z.boolean(),
          attempts: z.int(),
          failures: z.int(),
        }),
      )
      .describe('At most 5 endpoints with failed attempts, most failures first'),
  })
  .meta({
    id: 'WebhookSuccess',
    example: {
      hours: 24,
      attempts: 200,
      failures: 3,
      successRate: 0.985,
      endpoints: 2,
      inactive: 0,
      failing: [
        {
          id: '0198f3c0-0000-7000-8000-000000000009',
          url: 'https://example.com/hook',
          isActive: true,
          attempts: 20,
          failures: 3,
        },
      ],
    },
  });
export type WebhookSuccess = z.infer<typeof WebhookSuccess>;
