import type { BaileysEventMap, WASocket } from 'baileys';

export type EventListeners = { [E in keyof BaileysEventMap]?: (told: BaileysEventMap[E]) => void };

/**
 * Hears events as the library makes them, before its buffer: that one holds them for up to 30 s, throws them away when the
 * socket ends, and merges a deletion or an edit into the message itself (event-buffer.js). Nothing is taken from it: other listeners hear what they would have heard.
 */
export function tapEvents({ ev }: Pick<WASocket, 'ev'>, listeners: EventListeners): void {
  const emit = ev.emit.bind(ev);
  ev.emit = <E extends keyof BaileysEventMap>(event: E, told: BaileysEventMap[E]): boolean => {
    const listener: EventListeners[E] = listeners[event];
    listener?.(told);
    return emit(event, told);
  };
}
