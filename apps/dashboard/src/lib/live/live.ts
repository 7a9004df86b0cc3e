import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { sessionFetch } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { pause } from '../pause.ts';
import { LiveConnection, type LiveState } from './live-connection.ts';
import { isOf, type LiveEvent, type LiveFilter } from './live-event.ts';
import type { LiveViewers } from './live-viewers.ts';
import { readOnceMore } from './read-once-more.ts';
import { throttled } from './throttle.ts';

const listeners = new Set<(event: LiveEvent) => void>();
const viewersListeners = new Set<(viewers: LiveViewers) => void>();
const watchers = new Set<() => void>();
let current: LiveState = 'stopped';

/** Opens the stream; the function that it gives closes it. One for the whole page. */
export function startLive(): () => void {
  const connection = new LiveConnection(
    { baseUrl: window.location.origin, fetch: sessionFetch, pause, chance: Math.random },
    {
      event: (event) => {
        readOnceMore(queryClient);
        for (const listener of listeners) listener(event);
      },
      viewers: (viewers) => {
        for (const listener of viewersListeners) listener(viewers);
      },
      state: (state) => {
        current = state;
        for (const watcher of watchers) watcher();
      },
      gap: () => {
        readOnceMore(queryClient);
        void queryClient.invalidateQueries();
      },
    },
  );
  void connection.run();
  return () => connection.stop();
}

/** How the stream stands, and a new rendering whenever that changes. */
export const useLiveState = (): LiveState =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => current,
  );

/** Without the stream, pages read again this often. */
const POLL_MS = 10_000;

/** How often a query has to be read again by itself: never while the stream tells what happens. */
export function usePollMs(): number | false {
  return useLiveState() === 'live' ? false : POLL_MS;
}

/** Hears of such events as they come, one by one. The list and the listener must keep their identity. */
export function useLiveEvents(filters: readonly LiveFilter[], hear: (event: LiveEvent) => void): void {
  useEffect(() => {
    const listener = (event: LiveEvent): void => {
      if (isOf(event.type, filters)) hear(event);
    };
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [filters, hear]);
}

/** Hears who has a conversation open, each time that changes. The listener must keep its identity. */
export function useLiveViewers(hear: (viewers: LiveViewers) => void): void {
  useEffect(() => {
    viewersListeners.add(hear);
    return () => {
      viewersListeners.delete(hear);
    };
  }, [hear]);
}

const always = (): boolean => true;

/**
 * Reads queries again when such an event comes, at most every so often. The lists must keep their identity, and so must
 * `isMeant`, which chooses among those events.
 */
export function useLiveInvalidation(
  filters: readonly LiveFilter[],
  queryKeys: readonly QueryKey[],
  everyMs: number,
  isMeant: (event: LiveEvent) => boolean = always,
): void {
  const client = useQueryClient();
  useEffect(() => {
    const { run, stop } = throttled(() => {
      for (const queryKey of queryKeys) void client.invalidateQueries({ queryKey });
    }, everyMs);
    const listener = (event: LiveEvent): void => {
      if (isOf(event.type, filters) && isMeant(event)) run();
    };
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      stop();
    };
  }, [client, filters, queryKeys, everyMs, isMeant]);
}
