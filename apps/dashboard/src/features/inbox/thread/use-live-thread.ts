import { useCallback, useEffect, useRef } from 'react';
import { useLiveEvents } from '../../../lib/live/live.ts';
import type { LiveEvent, LiveFilter } from '../../../lib/live/live-event.ts';
import { threadCache } from './thread-cache.ts';

const messageEvents: readonly LiveFilter[] = ['message.*'];
/** A hidden page draws no frames. */
const HIDDEN_MS = 250;

/** Takes what happens to messages into the threads, all that came since the last frame at once. */
export function useLiveThread(): void {
  const queue = useRef<LiveEvent[]>([]);
  const cancel = useRef<() => void>(undefined);
  const flush = useCallback(() => {
    cancel.current?.();
    cancel.current = undefined;
    threadCache.apply(queue.current.splice(0));
  }, []);
  const hear = useCallback(
    (event: LiveEvent) => {
      queue.current.push(event);
      if (cancel.current !== undefined) return;
      const frame = requestAnimationFrame(flush);
      const timer = setTimeout(flush, HIDDEN_MS);
      cancel.current = () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
    },
    [flush],
  );
  useLiveEvents(messageEvents, hear);
  useEffect(() => flush, [flush]);
}
