import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { usePollMs } from '../../../lib/live/live.ts';
import type { Draft } from './drafts.ts';
import { draftsKey, threadCache, threadKey } from './thread-cache.ts';
import { readPage, threadQuery, type PagePlace } from './thread-query.ts';
import { windowOf, withNewer, withOlder, type ThreadPage, type ThreadWindow } from './thread-window.ts';
import { useLiveThread } from './use-live-thread.ts';

const NO_DRAFTS: readonly Draft[] = [];

/** What reads on at one end of the window. */
export interface MorePages {
  isReading: boolean;
  error: unknown;
  read: () => void;
}

export interface ThreadState {
  window: ThreadWindow | undefined;
  drafts: readonly Draft[];
  error: unknown;
  retry: () => void;
  older: MorePages;
  newer: MorePages;
  /** Shows the messages beside this one. @throws CallFailed */
  goTo: (messageId: string) => Promise<void>;
  /** Shows the newest messages. @throws CallFailed */
  goToEnd: () => Promise<void>;
}

type Grow = (window: ThreadWindow, page: ThreadPage) => ThreadWindow;

function useMorePages(
  conversationId: string,
  placeOf: (window: ThreadWindow) => PagePlace | undefined,
  grow: Grow,
) {
  const client = useQueryClient();
  const isReading = useRef(false);
  const [state, setState] = useState<{ isReading: boolean; error: unknown }>({
    isReading: false,
    error: undefined,
  });
  const read = useCallback(() => {
    const key = threadKey(conversationId);
    const window = client.getQueryData<ThreadWindow>(key);
    const place = window === undefined ? undefined : placeOf(window);
    if (place === undefined || isReading.current) return;
    isReading.current = true;
    setState({ isReading: true, error: undefined });
    readPage(conversationId, place)
      .then((page) => {
        client.setQueryData<ThreadWindow>(key, (now) => now && grow(now, page));
        setState({ isReading: false, error: undefined });
      })
      .catch((error: unknown) => setState({ isReading: false, error }))
      .finally(() => {
        isReading.current = false;
      });
  }, [client, conversationId, placeOf, grow]);
  return { ...state, read };
}

function beforeFirst({ messages, hasOlder }: ThreadWindow): PagePlace | undefined {
  const first = messages[0];
  return hasOlder && first !== undefined ? { before: first.id } : undefined;
}

function afterLast({ messages, hasNewer }: ThreadWindow): PagePlace | undefined {
  const last = messages.at(-1);
  return hasNewer && last !== undefined ? { after: last.id } : undefined;
}

/** The messages of a conversation: those in reach, and ways to reach others. */
export function useThread(conversationId: string): ThreadState {
  const client = useQueryClient();
  const {
    data: window,
    error,
    refetch,
  } = useQuery({ ...threadQuery(conversationId), refetchInterval: usePollMs() });
  const { data: drafts = NO_DRAFTS } = useQuery({
    queryKey: draftsKey(conversationId),
    queryFn: () => client.getQueryData<readonly Draft[]>(draftsKey(conversationId)) ?? NO_DRAFTS,
    staleTime: Infinity,
  });
  useLiveThread();

  const show = useCallback(
    async (place: PagePlace) => {
      threadCache.readsAt(conversationId, place.around);
      const page = await readPage(conversationId, place);
      const now = threadCache.withRecent(conversationId, windowOf(page));
      client.setQueryData<ThreadWindow>(threadKey(conversationId), now);
    },
    [client, conversationId],
  );
  return {
    window,
    drafts,
    error,
    retry: () => void refetch(),
    older: useMorePages(conversationId, beforeFirst, withOlder),
    newer: useMorePages(conversationId, afterLast, withNewer),
    goTo: useCallback((around) => show({ around }), [show]),
    goToEnd: useCallback(() => show({}), [show]),
  };
}
