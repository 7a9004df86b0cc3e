import type { Conversation } from '@recado/sdk';

const HOUR_MS = 3_600_000;
/** The window is worth a look from here on. */
const CLOSING_HOURS = 4;

/** How many whole hours the window of a cloud number stays open, when it closes soon; undefined otherwise. */
export function hoursLeftSoon({ windowClosesAt, status }: Conversation, nowMs: number): number | undefined {
  if (windowClosesAt === null || status === 'closed') return undefined;
  const leftMs = Date.parse(windowClosesAt) - nowMs;
  return leftMs > 0 && leftMs < CLOSING_HOURS * HOUR_MS ? Math.floor(leftMs / HOUR_MS) : undefined;
}

/** For how many seconds it has waited for an agent; undefined when it does not. */
export function waitedSeconds({ status, waitingSince }: Conversation, nowMs: number): number | undefined {
  if (status !== 'waiting' || waitingSince === null) return undefined;
  return Math.max(0, (nowMs - Date.parse(waitingSince)) / 1_000);
}

/** Whether a row has a line for labels, the agent and clocks. */
export const hasFacts = (conversation: Conversation, nowMs: number): boolean =>
  conversation.labels.length > 0 ||
  conversation.assignee !== null ||
  conversation.status === 'waiting' ||
  hoursLeftSoon(conversation, nowMs) !== undefined;
