import type { BroadcastResult, BroadcastState } from '@recado/sdk';
import { oneOf, present, textOf, type Search } from '../../lib/search-params.ts';

export const states = [
  'scheduled',
  'running',
  'paused',
  'completed',
  'stopped',
  'failed',
] as const satisfies BroadcastState[];

/** The furthest first; those whose turn has not come are last, as the bar fills up from its beginning. */
export const results = [
  'read',
  'delivered',
  'sent',
  'accepted',
  'in_doubt',
  'failed',
  'skipped',
  'cancelled',
  'pending',
] as const satisfies BroadcastResult[];

/** What the list of broadcasts is narrowed to; it stands in the address. */
export interface BroadcastFilters {
  state?: BroadcastState;
  instanceId?: string;
}

/** Reads the address; what it does not know is as if it were not there. */
export const broadcastFilters = (search: Search): BroadcastFilters =>
  present({ state: oneOf(search['state'], states), instanceId: textOf(search['instanceId']) });

/** Which recipients of one broadcast are shown. */
export interface RecipientFilters {
  result?: BroadcastResult;
}

export const recipientFilters = (search: Search): RecipientFilters =>
  present({ result: oneOf(search['result'], results) });
