import { z } from 'zod';
import { AgentType } from './agents.ts';
import { AgentId, InstanceId } from './ids.ts';
import { Timestamp } from './pages.ts';

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** The longest time that statistics are given for at once, in days. */
export const MOST_STATISTICS_DAYS = 366;

/** Query of every `GET /statistics/…`. */
export const StatisticsQuery = z.strictObject({
  from: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('From the full hour of this time on; 29 days before the day of `to` when absent'),
  to: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Up to the full hour after this time; now when absent'),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { message: 'must be a time zone such as America/Sao_Paulo' })
    .default('UTC')
    .describe('Time zone of the days, as in the IANA database'),
  instanceId: InstanceId.optional().describe('Only what happened on this instance'),
});
export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

const MessageCounts = z
  .object({
    total: z.int(),
    text: z.int(),
    media: z.int().describe('Pictures, videos, audio, documents, stickers'),
    interactive: z.int().describe('Templates, lists, buttons, polls, orders, and answers to them'),
    other: z.int().describe('Reactions, locations, contacts, edits and deletions, what is not understood'),
  })
  .meta({ id: 'MessageCounts', example: { total: 120, text: 100, media: 15, interactive: 3, other: 2 } });
export type MessageCounts = z.infer<typeof MessageCounts>;

const ConversationCounts = z
  .object({
    opened: z.int().describe('First opened by the customer'),
    reopened: z.int(),
    assigned: z.int().describe('How often one got an agent'),
    closed: z.int(),
  })
  .meta({ id: 'ConversationCounts', example: { opened: 20, reopened: 5, assigned: 27, closed: 22 } });
export type ConversationCounts = z.infer<typeof ConversationCounts>;

const duration = z.number().nullable();

const Durations = z
  .object({
    count: z.int(),
    meanSeconds: duration.describe('Exact; null when there is none'),
    p50Seconds: duration.describe('The median, to about 13 %'),
    p90Seconds: duration.describe('Nine of ten took at most so long, to about 13 %'),
  })
  .meta({ id: 'Durations', example: { count: 22, meanSeconds: 91.5, p50Seconds: 45.3, p90Seconds: 240.1 } });
export type Durations = z.infer<typeof Durations>;

const MeanDuration = Durations.pick({ count: true, meanSeconds: true }).meta({
  id: 'MeanDuration',
  example: { count: 22, meanSeconds: 91.5 },
});

const period = {
  from: Timestamp.describe('The full hour from which it is counted'),
  to: Timestamp.describe('The full hour up to which it is counted'),
  timeZone: z.string(),
};
const volumes = {
  inbound: MessageCounts,
  outbound: MessageCounts,
  conversations: ConversationCounts,
};
const times = {
  firstResponse: Durations.describe('From opening to the first answer of a person'),
  resolution: Durations.describe('From opening to closing'),
};
const counts = MessageCounts.meta()?.['example'];
const durations = Durations.meta()?.['example'];
const exampleOfAll = {
  inbound: counts,
  outbound: counts,
  conversations: ConversationCounts.meta()?.['example'],
  firstResponse: durations,
  resolution: durations,
};
const exampleOfPeriod = {
  from: '2026-10-26T03:00:00.000Z',
  to: '2026-11-24T13:00:00.000Z',
  timeZone: 'America/Sao_Paulo',
};

/** `GET /statistics/overview`. */
export const StatisticsOverview = z
  .object({
    ...period,
    ...volumes,
    ...times,
    now: z
      .object({
        open: z.int().describe('With a person, or for anyone to take'),
        pending: z.int().describe('With an automatic agent'),
        waiting: z.int().describe('For an agent to be free'),
        longestWaitingSince: Timestamp.nullable(),
      })
      .describe('At this moment, whatever `from` and `to` say'),
  })
  .meta({
    id: 'StatisticsOverview',
    example: {
      ...exampleOfPeriod,
      ...exampleOfAll,
      now: { open: 12, pending: 3, waiting: 2, longestWaitingSince: '2026-11-24T12:00:00.000Z' },
    },
  });
export type StatisticsOverview = z.infer<typeof StatisticsOverview>;

const mean = MeanDuration.meta()?.['example'];

/** `GET /statistics/by-day`: every day of the period, also those on which nothing happened. */
export const StatisticsByDay = z
  .object({
    ...period,
    items: z.array(
      z.object({ date: z.iso.date(), ...volumes, firstResponse: MeanDuration, resolution: MeanDuration }),
    ),
  })
  .meta({
    id: 'StatisticsByDay',
    example: {
      ...exampleOfPeriod,
      items: [{ date: '2026-11-24', ...exampleOfAll, firstResponse: mean, resolution: mean }],
    },
  });
export type StatisticsByDay = z.infer<typeof StatisticsByDay>;

/** `GET /statistics/by-agent`: agents who did something in the period, most closed conversations first. */
export const StatisticsByAgent = z
  .object({
    ...period,
    items: z.array(
      z.object({
        agentId: AgentId,
        instanceId: InstanceId,
        name: z.string().nullable().describe('Null once the agent is gone'),
        type: AgentType.nullable(),
        assigned: z.int(),
        closed: z.int(),
        ...times,
      }),
    ),
  })
  .meta({
    id: 'StatisticsByAgent',
    example: {
      ...exampleOfPeriod,
      items: [
        {
          agentId: '0198f3c0-0000-7000-8000-00000000000b',
          instanceId: '0198f3c0-0000-7000-8000-000000000001',
          name: 'Ana',
          type: 'human',
          assigned: 27,
          closed: 22,
          firstResponse: durations,
          resolution: durations,
        },
      ],
    },
  });
export type StatisticsByAgent = z.infer<typeof StatisticsByAgent>;

/** `GET /statistics/by-instance`: every instance, most messages first. */
export const StatisticsByInstance = z
  .object({
    ...period,
    items: z.array(z.object({ instanceId: InstanceId, name: z.string(), ...volumes, ...times })),
  })
  .meta({
    id: 'StatisticsByInstance',
    example: {
      ...exampleOfPeriod,
      items: [{ instanceId: '0198f3c0-0000-7000-8000-000000000001', name: 'Vendas', ...exampleOfAll }],
    },
  });
export type StatisticsByInstance = z.infer<typeof StatisticsByInstance>;
