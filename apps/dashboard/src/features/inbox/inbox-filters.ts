import type { ConversationStatus } from '@recado/sdk';
import { oneOf, present, textOf, type Search } from '../../lib/search-params.ts';

/** The parts of the inbox, in the order of its tabs. */
export const inboxStatuses = ['open', 'waiting', 'pending', 'closed'] as const satisfies ConversationStatus[];

export const inboxOrders = ['newest', 'longest_waiting'] as const;

/** What the list of conversations is narrowed to; it stands in the address. */
export interface InboxFilters {
  /** Absent: open. */
  status?: (typeof inboxStatuses)[number];
  /** `mine`, `unassigned`, or the id of an agent; absent: everybody's. */
  assignee?: string;
  label?: string;
  instanceId?: string;
  /** Of a contact's name or number. While one searches, conversations of every status are looked through. */
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
