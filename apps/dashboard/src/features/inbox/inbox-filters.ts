import type { ConversationStatus } from '@recado/sdk';
import { isSearchable, oneOf, present, textOf, type Search } from '../../lib/search-params.ts';

/** The parts of the inbox, in the order of its tabs. */
export const inboxStatuses = ['open', 'waiting', 'pending', 'closed'] as const satisfies ConversationStatus[];
export type InboxStatus = (typeof inboxStatuses)[number];

export const inboxOrders = ['newest', 'longest_waiting'] as const;

/** What the list of conversations is narrowed to; it stands in the address. */
export interface InboxFilters {
  /** Absent: open. */
  status?: Exclude<InboxStatus, 'open'>;
  /** `mine`, `unassigned`, or the id of an agent; absent: everybody's. */
  assignee?: string;
  label?: string;
  instanceId?: string;
  /** Of a contact's name or number, and of messages. While one searches, every status is looked through. */
  text?: string;
  /** Absent: newest first. */
  order?: 'longest_waiting';
}

/** Reads the address; what it does not know is as if it were not there. */
export const inboxFilters = (search: Search): InboxFilters =>
  present({
    status: oneOf(search['status'], ['waiting', 'pending', 'closed'] as const),
    assignee: textOf(search['assignee']),
    label: textOf(search['label']),
    instanceId: textOf(search['instanceId']),
    text: textOf(search['text']),
    order: oneOf(search['order'], ['longest_waiting'] as const),
  });

/** The address of the inbox: the filters, and the message to be shown of the conversation that is open. */
export interface InboxSearch extends InboxFilters {
  message?: string;
}

/** Reads the address of the inbox. */
export const inboxSearch = (search: Search): InboxSearch => ({
  ...inboxFilters(search),
  ...present({ message: textOf(search['message']) }),
});

/** Which conversations the server is asked for. */
export interface AskedConversations {
  status?: ConversationStatus;
  agentId?: string[];
  unassigned?: true;
  label?: string;
  instanceId?: string;
  text?: string;
  order?: 'longest_waiting';
}

/**
 * What the filters ask for. `mine` are the agents that the person is; who is none has no conversations.
 * @returns undefined when nothing can match
 */
export function askedOf(filters: InboxFilters, mine: readonly string[]): AskedConversations | undefined {
  const { label, instanceId, order } = filters;
  if (filters.assignee === 'mine' && mine.length === 0) return undefined;
  const text = isSearchable(filters.text) ? filters.text : undefined;
  return present({
    ...(text === undefined ? { status: filters.status ?? 'open' } : { text }),
    ...assigneeOf(filters.assignee, mine),
    label,
    instanceId,
    order: filters.status === 'waiting' ? order : undefined,
  });
}

function assigneeOf(assignee: string | undefined, mine: readonly string[]): AskedConversations {
  if (assignee === undefined) return {};
  if (assignee === 'unassigned') return { unassigned: true };
  return { agentId: assignee === 'mine' ? [...mine] : [assignee] };
}
