import type { Message, MessageDirection, MessageStatus } from '@recado/sdk';
import { startOfDay } from '../../lib/period.ts';
import { isSearchable, oneOf, present, textOf, type Search } from '../../lib/search-params.ts';

export type MessageType = Message['message']['type'];

export const directions = ['inbound', 'outbound'] as const satisfies MessageDirection[];
export const statuses = [
  'pending',
  'sending',
  'in_doubt',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
  'expired',
] as const satisfies MessageStatus[];
/** In the order in which one looks for them. */
export const messageTypes = [
  'text',
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'template',
  'buttons',
  'list',
  'cta_url',
  'poll',
  'reaction',
  'button_reply',
  'list_reply',
  'template_button',
  'flow_reply',
  'order',
  'poll_vote',
  'edit',
  'delete',
  'deleted',
  'system',
  'unsupported',
] as const satisfies MessageType[];
export const periods = ['hour', 'today', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

/** What the history is narrowed to; it stands in the address. */
export interface MessageFilters {
  instanceId?: string;
  contact?: string;
  direction?: MessageDirection;
  status?: MessageStatus;
  type?: (typeof messageTypes)[number];
  text?: string;
  /** How the text is looked for: as a part of the message. Absent: by its words, in other forms too. */
  find?: 'part';
  period?: Period;
  /** Times as the person or a link wrote them; they count only without a period. */
  from?: string;
  to?: string;
}

const timeOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : text;
};

/** Reads the address; what it does not know is as if it were not there. */
export const messageFilters = (search: Search): MessageFilters =>
  present({
    instanceId: textOf(search['instanceId']),
    contact: contactOf(search['contact']),
    direction: oneOf(search['direction'], directions),
    status: oneOf(search['status'], statuses),
    type: oneOf(search['type'], messageTypes),
    text: textOf(search['text']),
    find: oneOf(search['find'], ['part'] as const),
    period: oneOf(search['period'], periods),
    from: timeOf(search['from']),
    to: timeOf(search['to']),
  });

/** A number as people write it, in E.164; the router's address has lost the plus sign of what is all digits. */
function contactOf(value: unknown): string | undefined {
  const text = textOf(value)?.trim();
  if (text === undefined) return undefined;
  const digits = text.replaceAll(/[\s().-]/g, '');
  return /^\+?\d+$/.test(digits) ? `+${digits.replace('+', '')}` : text;
}

const startsOf: Readonly<Record<Period, (now: Date) => Date>> = {
  hour: (now) => new Date(now.getTime() - 3_600_000),
  today: (now) => startOfDay(now, 0),
  week: (now) => startOfDay(now, 6),
  month: (now) => startOfDay(now, 29),
};

/** From when to when, as the API takes it. */
export function rangeOf({ period, from, to }: MessageFilters, now: Date): { from?: string; to?: string } {
  if (period !== undefined) return { from: startsOf[period](now).toISOString() };
  return {
    ...(from !== undefined && { from: new Date(from).toISOString() }),
    ...(to !== undefined && { to: new Date(to).toISOString() }),
  };
}

/** Whether the messages are found by their words: that search knows no statuses and no numbers of contacts. */
export const isByWords = ({ text, find, status, contact }: MessageFilters): boolean =>
  isSearchable(text) && find !== 'part' && status === undefined && contact === undefined;

/** The filters as `GET /messages/history` and `GET /messages/export` take them. */
export function historyQuery(filters: MessageFilters, now: Date) {
  const { instanceId, contact, direction, status, type, text } = filters;
  return present({
    instanceId,
    contact,
    direction,
    status,
    type,
    text: isSearchable(text) ? text : undefined,
    ...rangeOf(filters, now),
  });
}

/** Whether anything narrows the list. */
export const isNarrowed = (filters: MessageFilters): boolean => Object.keys(filters).length > 0;
