import type { BroadcastProgress, BroadcastResult, BroadcastState } from '@recado/sdk';
import { results } from './broadcast-filters.ts';

export interface ResultShare {
  result: BroadcastResult;
  count: number;
  /** Of all recipients, from 0 to 1. */
  share: number;
}

const countOf = (progress: BroadcastProgress, result: BroadcastResult): number =>
  result === 'in_doubt' ? progress.inDoubt : progress[result];

/** How the recipients are spread over the results, those that nobody has left out. */
export const sharesOf = (progress: BroadcastProgress): ResultShare[] =>
  results
    .map((result) => {
      const count = countOf(progress, result);
      return { result, count, share: progress.total === 0 ? 0 : count / progress.total };
    })
    .filter(({ count }) => count > 0);

/** The part of the recipients whose turn has come, from 0 to 1. */
export const partDone = ({ total, pending }: BroadcastProgress): number =>
  total === 0 ? 1 : (total - pending) / total;

/** The messages that reached the customer, whether read or not yet. */
export const arrived = ({ delivered, read }: BroadcastProgress): number => delivered + read;

/** Whether nothing more is handed over; messages that went out may still be delivered and read. */
export const isOver = (state: BroadcastState): boolean =>
  state === 'completed' || state === 'stopped' || state === 'failed';

/** Seconds until the last one is handed over at a rate. */
export const secondsFor = (recipients: number, ratePerMinute: number): number =>
  Math.ceil((recipients / ratePerMinute) * 60);
