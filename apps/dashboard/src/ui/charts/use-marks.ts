import { useState } from 'react';
import type { TimePoint } from './time-policy.ts';
import type { Zoom } from './use-zoom.ts';

/** The point that is read, and those that are marked for a closer look. */
export interface Marks {
  index: number | undefined;
  atMs: number | undefined;
  selection: { first: number; last: number } | undefined;
  /** Reads a point; beyond the edge the look itself moves on. With `marks`, all up to it are marked. */
  go: (index: number, marks: boolean) => void;
  read: (atMs: number | undefined) => void;
  /** Begins to mark at a point; undefined forgets what is marked. */
  markFrom: (atMs: number | undefined) => void;
  showSelection: () => void;
}

/** The place of a moment that may have left the look by now. */
function indexOf(groups: readonly TimePoint[], atMs: number | undefined): number | undefined {
  if (atMs === undefined || groups.length === 0) return undefined;
  const index = groups.findIndex((group) => group.atMs >= atMs);
  return index < 0 ? groups.length - 1 : index;
}

const between = (a: number | undefined, b: number | undefined): Marks['selection'] =>
  a === undefined || b === undefined || a === b ? undefined : { first: Math.min(a, b), last: Math.max(a, b) };

export function useMarks({ groups, sizeMs, move, show }: Zoom): Marks {
  const [atMs, read] = useState<number>();
  const [anchorMs, markFrom] = useState<number>();
  const selection = between(indexOf(groups, atMs), indexOf(groups, anchorMs));
  return {
    index: indexOf(groups, atMs),
    atMs,
    selection,
    go: (to, marks) => {
      const last = groups.length - 1;
      const beyond = to < 0 ? -1 : to > last ? 1 : 0;
      if (beyond !== 0) move(beyond);
      const next = groups[Math.min(last, Math.max(0, to))];
      if (next === undefined) return;
      markFrom(marks ? (anchorMs ?? atMs ?? next.atMs) : undefined);
      read(next.atMs + beyond * sizeMs);
    },
    read,
    markFrom,
    showSelection: () => {
      const [first, last] = [groups[selection?.first ?? -1], groups[selection?.last ?? -1]];
      if (first !== undefined && last !== undefined) show({ fromMs: first.atMs, toMs: last.atMs + sizeMs });
      markFrom(undefined);
    },
  };
}
