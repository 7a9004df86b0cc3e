import {
  AgentType,
  type ConversationCounts,
  type Durations,
  type MessageCounts,
  type StatisticsByAgent,
  type StatisticsByDay,
  type StatisticsByInstance,
  type StatisticsOverview,
} from '@recado/contracts';
import { meanSeconds, quantileSeconds } from './duration-classes-policy.ts';
import { countColumns, type Counts } from './measures.ts';
import type { Day, Period } from './period-policy.ts';
import type { AgentTotals, InstanceTotals, OverviewTotals, Totals } from './statistics.queries.ts';

/** Nothing was noted where there is null. */
const orZero = (counts: { [column in keyof Counts]: number | null }): Counts => ({
  ...noCounts,
  ...Object.fromEntries(countColumns.map((column) => [column, counts[column] ?? 0])),
});

const noCounts: Counts = {
  inbound_text: 0,
  inbound_media: 0,
  inbound_interactive: 0,
  inbound_other: 0,
  outbound_text: 0,
  outbound_media: 0,
  outbound_interactive: 0,
  outbound_other: 0,
  opened: 0,
  reopened: 0,
  assigned: 0,
  closed: 0,
  first_responses: 0,
  first_response_ms: 0,
  resolutions: 0,
  resolution_ms: 0,
};

const messages = (text: number, media: number, interactive: number, other: number): MessageCounts => ({
  total: text + media + interactive + other,
  text,
  media,
  interactive,
  other,
});

function volumes(counts: Counts): {
  inbound: MessageCounts;
  outbound: MessageCounts;
  conversations: ConversationCounts;
} {
  const { opened, reopened, assigned, closed } = counts;
  return {
    inbound: messages(
      counts.inbound_text,
      counts.inbound_media,
      counts.inbound_interactive,
      counts.inbound_other,
    ),
    outbound: messages(
      counts.outbound_text,
      counts.outbound_media,
      counts.outbound_interactive,
      counts.outbound_other,
    ),
    conversations: { opened, reopened, assigned, closed },
  };
}

const means = (counts: Counts) => ({
  firstResponse: {
    count: counts.first_responses,
    meanSeconds: meanSeconds(counts.first_responses, counts.first_response_ms),
  },
  resolution: {
    count: counts.resolutions,
    meanSeconds: meanSeconds(counts.resolutions, counts.resolution_ms),
  },
});

const quantiles = (classes: number[] | null | undefined): Pick<Durations, 'p50Seconds' | 'p90Seconds'> => ({
  p50Seconds: quantileSeconds(classes ?? [], 0.5),
  p90Seconds: quantileSeconds(classes ?? [], 0.9),
});

function times(totals: Counts & Partial<Totals>): { firstResponse: Durations; resolution: Durations } {
  const { firstResponse, resolution } = means(totals);
  return {
    firstResponse: { ...firstResponse, ...quantiles(totals.response_classes) },
    resolution: { ...resolution, ...quantiles(totals.resolution_classes) },
  };
}

const periodShown = ({ from, to, timeZone }: Period) => ({
  from: from.toISOString(),
  to: to.toISOString(),
  timeZone,
});

export function presentOverview(period: Period, found: OverviewTotals): StatisticsOverview {
  const totals = { ...found, ...orZero(found) };
  return {
    ...periodShown(period),
    ...volumes(totals),
    ...times(totals),
    now: {
      open: found.open,
      pending: found.pending,
      waiting: found.waiting,
      longestWaitingSince: found.waiting_since?.toISOString() ?? null,
    },
  };
}

/** @param found by the place of the day, from 1 on */
export function presentByDay(
  period: Period,
  days: Day[],
  found: (Counts & { place: number })[],
): StatisticsByDay {
  const byPlace = new Map(found.map((row) => [row.place, row]));
  return {
    ...periodShown(period),
    items: days.map(({ date }, index) => {
      const counts = byPlace.get(index + 1) ?? noCounts;
      return { date, ...volumes(counts), ...means(counts) };
    }),
  };
}

export const presentByInstance = (period: Period, found: InstanceTotals[]): StatisticsByInstance => ({
  ...periodShown(period),
  items: found.map((row) => {
    const totals = { ...row, ...orZero(row) };
    return { instanceId: row.instance_id, name: row.name, ...volumes(totals), ...times(totals) };
  }),
});

export const presentByAgent = (period: Period, found: AgentTotals[]): StatisticsByAgent => ({
  ...periodShown(period),
  items: found.map((row) => ({
    agentId: row.agent_id,
    instanceId: row.instance_id,
    name: row.name,
    type: row.type === null ? null : AgentType.parse(row.type),
    assigned: row.assigned,
    closed: row.closed,
    ...times(row),
  })),
});
