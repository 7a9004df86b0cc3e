import { useFormat, type Format } from '../../lib/format.ts';
import { DAY_MS } from './time-policy.ts';

/** How a group of points is named: in full, and short below the chart. */
export interface MomentText {
  full: (atMs: number) => string;
  tick: (atMs: number, everyMs: number) => string;
}

const momentTextOf = (format: Format, sizeMs: number): MomentText => ({
  full: (atMs) =>
    sizeMs >= DAY_MS ? format.localDay(atMs) : `${format.localDay(atMs)}, ${format.clock(atMs)}`,
  tick: (atMs, everyMs) => (everyMs >= DAY_MS ? format.localDay(atMs) : format.clock(atMs)),
});

/** Names groups of points of one size in the reader's language and time. */
export const useMomentText = (sizeMs: number): MomentText => momentTextOf(useFormat(), sizeMs);
