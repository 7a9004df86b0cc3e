import type { InstanceChannel, InstanceStatus } from '@recado/sdk';

export const statuses = [
  'connected',
  'connecting',
  'disconnected',
  'failed',
] as const satisfies InstanceStatus[];
export const channels = ['cloud', 'web'] as const satisfies InstanceChannel[];

/** What the list of numbers is narrowed to; it stands in the address. */
export interface NumberFilters {
  status?: InstanceStatus;
  channel?: InstanceChannel;
}

/** Reads the address; what it does not know is as if it were not there. */
export function numberFilters(search: Record<string, unknown>): NumberFilters {
  const status = statuses.find((name) => name === search['status']);
  const channel = channels.find((name) => name === search['channel']);
  return { ...(status !== undefined && { status }), ...(channel !== undefined && { channel }) };
}
