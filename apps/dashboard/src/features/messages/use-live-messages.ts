import type { Message } from '@recado/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLiveEvents } from '../../lib/live/live.ts';
import type { LiveEvent, LiveFilter } from '../../lib/live/live-event.ts';
import { messageOf } from '../../lib/live/message-decoder.ts';
import { throttled } from '../../lib/live/throttle.ts';
import { belongs, patched, unseen } from './live-policy.ts';
import type { MessageFilters } from './message-filters.ts';
import { messageHistoryQuery } from './queries.ts';

const messageEvents: readonly LiveFilter[] = ['message.*'];
/** However many events come, the table is drawn anew no more often. */
const EVERY_MS = 400;

/**
 * Keeps the rows that are shown up to date, in their place, and counts what is new: the list does not move under the reader.
 * `show` reads the newest.
 */
export function useLiveMessages(filters: MessageFilters): { newCount: number; show: () => void } {
  const queries = useQueryClient();
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const { queryKey } = useMemo(() => messageHistoryQuery(filters), [filters]);
  const hearing = useRef<(message: Message) => void>(undefined);
  useEffect(() => {
    const gathered = new Map<string, Message>();
    const { run, stop } = throttled(() => {
      const news = new Map(gathered);
      gathered.clear();
      const data = queries.getQueryData(queryKey);
      if (data === undefined) return;
      queries.setQueryData(queryKey, patched(data, news));
      const added = unseen(data, news).filter((message) => belongs(message, filters, new Date()));
      if (added.length > 0) setFresh((before) => new Set([...before, ...added.map(({ id }) => id)]));
    }, EVERY_MS);
    hearing.current = (message) => {
      gathered.set(message.id, message);
      run();
    };
    return () => {
      stop();
      setFresh(new Set());
    };
  }, [filters, queries, queryKey]);
  const hear = useCallback((event: LiveEvent) => {
    const message = messageOf(event);
    if (message !== undefined) hearing.current?.(message);
  }, []);
  useLiveEvents(messageEvents, hear);
  return {
    newCount: fresh.size,
    show: () => {
      setFresh(new Set());
      void queries.resetQueries({ queryKey });
    },
  };
}
