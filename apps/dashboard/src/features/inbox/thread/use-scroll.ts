import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { threadCache } from './thread-cache.ts';
import type { ThreadRow } from './thread-rows.ts';
import type { ThreadState } from './use-thread.ts';

const END_PX = 80;
/** With so few rows left above or below, others are read. */
const NEAR = 12;
const estimates = { day: 44, unread: 44, message: 64, draft: 64 } as const;

export interface ThreadScroll {
  scroller: RefObject<HTMLDivElement | null>;
  virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;
  /** The newest message is in sight. */
  isAtEnd: boolean;
  /** The message that was jumped to. */
  target: string | undefined;
  goTo: (messageId: string) => void;
  goToEnd: () => void;
}

interface ScrollOptions {
  conversationId: string;
  rows: readonly ThreadRow[];
  thread: ThreadState;
  onGone: (error: unknown) => void;
}

const messageIdAt = (rows: readonly ThreadRow[], from: number): string | undefined =>
  rows.slice(from).find((row) => row.kind === 'message')?.key;

/** Reads on where the rows come to an end, and notes where one reads. */
function useReading(
  { conversationId, rows, thread }: ScrollOptions,
  virtualizer: ThreadScroll['virtualizer'],
  isAtEnd: boolean,
): void {
  const range = virtualizer.range;
  const [first, last] = [range?.startIndex ?? 0, range?.endIndex ?? 0];
  const { window, older, newer } = thread;
  const hasOlder = window?.hasOlder === true && older.error === undefined;
  const hasNewer = window?.hasNewer === true && newer.error === undefined;
  useEffect(() => {
    if (range === null) return;
    if (hasOlder && first < NEAR) older.read();
    if (hasNewer && last > rows.length - NEAR) newer.read();
  }, [range, first, last, rows.length, hasOlder, hasNewer, older, newer]);
  useEffect(() => {
    threadCache.readsAt(conversationId, isAtEnd ? undefined : messageIdAt(rows, first));
  }, [conversationId, rows, first, isAtEnd]);
  useEffect(() => () => threadCache.readsAt(conversationId, undefined), [conversationId]);
}

/** A value for handlers that keep their identity: messages that did not change are not drawn again. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}

/** By the sizes of this very render: the document, which the virtualizer asks, still has those of the one before. */
const distanceFromEnd = (virtualizer: ThreadScroll['virtualizer']): number =>
  virtualizer.getTotalSize() - (virtualizer.scrollRect?.height ?? 0) - (virtualizer.scrollOffset ?? 0);

/** The list of rows as far as it is in sight: it stays at its end, or where one reads, whatever comes above and below. */
export function useScroll(options: ScrollOptions): ThreadScroll {
  const { rows, thread, onGone } = options;
  const scroller = useRef<HTMLDivElement>(null);
  const [target, setTarget] = useState<string>();
  const [wanted, setWanted] = useState<string>();
  const keyOf = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: (index) => estimates[rows[index]?.kind ?? 'message'],
    overscan: 6,
    paddingStart: 16,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
  });
  const hasNewer = thread.window?.hasNewer === true;
  const isAtEnd = !hasNewer && distanceFromEnd(virtualizer) <= END_PX;
  useReading(options, virtualizer, isAtEnd);

  useLayoutEffect(() => {
    const unread = rows.findIndex(({ kind }) => kind === 'unread');
    if (unread < 0) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(unread, { align: 'start' });
    // Only when the thread is opened.
  }, []);

  useEffect(() => {
    if (wanted === undefined) return;
    const index = rows.findIndex(({ key }) => key === wanted);
    if (index < 0) return;
    virtualizer.scrollToIndex(index, { align: 'center' });
    setTarget(wanted);
    setWanted(undefined);
  }, [rows, virtualizer, wanted]);

  const { goTo: read, goToEnd: readEnd } = thread;
  const latest = useLatest(rows);
  const goTo = useCallback(
    (messageId: string): void => {
      setTarget(undefined);
      setWanted(messageId);
      if (!latest.current.some(({ key }) => key === messageId)) read(messageId).catch(onGone);
    },
    [latest, read, onGone],
  );
  const goToEnd = useCallback((): void => {
    if (!hasNewer) virtualizer.scrollToEnd();
    else
      readEnd()
        .then(() => virtualizer.scrollToEnd())
        .catch(onGone);
  }, [hasNewer, virtualizer, readEnd, onGone]);
  return { scroller, virtualizer, isAtEnd, target, goTo, goToEnd };
}
