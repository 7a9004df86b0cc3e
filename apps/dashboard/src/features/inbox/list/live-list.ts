import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { LiveEvent, LiveFilter } from '../../../lib/live/live-event.ts';
import { useLiveEvents } from '../../../lib/live/live.ts';
import { placeConversation, placeMessage } from '../conversation-cache.ts';
import { conversationListsKey, conversationQuery } from '../queries.ts';
import { messageOf } from '../../../lib/live/message-decoder.ts';

const events: readonly LiveFilter[] = ['message.*', 'conversation.*'];

/** What comes within this time is drawn at once. */
const BATCH_MS = 100;
/** More conversations than these are cheaper read as a list. */
const MOST_READ_SINGLY = 8;
/** Of these events the message alone tells what becomes of its conversation. */
const arrivals = new Set(['message.received', 'message.accepted', 'message.sent']);

/** Moves, adds and changes rows as things happen; only what a message does not tell is read, batch by batch. */
class LiveList {
  readonly #client: QueryClient;
  #waiting: LiveEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  readonly hear = (event: LiveEvent): void => {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => void this.#work(), BATCH_MS);
  };

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The next batch begins once what this one had to read is there, so that a slow server is not asked ever more. */
  async #work(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    await this.#read([...new Set(batch.flatMap((event) => this.#apply(event) ?? []))]);
    this.#timer = this.#waiting.length === 0 ? undefined : setTimeout(() => void this.#work(), BATCH_MS);
  }

  /** @returns the conversation that has to be read for it */
  #apply(event: LiveEvent): string | undefined {
    const message = messageOf(event);
    if (message === undefined) return event.conversationId ?? undefined;
    const isNew = arrivals.has(event.type);
    const isListed = placeMessage(this.#client, message, isNew);
    return isNew && !isListed ? message.conversationId : undefined;
  }

  async #read(ids: readonly string[]): Promise<void> {
    if (ids.length > MOST_READ_SINGLY) {
      await this.#client.invalidateQueries({ queryKey: conversationListsKey });
      return;
    }
    // One that was not read, such as one that is gone, is read again with its list.
    const read = await Promise.allSettled(
      ids.map((id) => this.#client.query({ ...conversationQuery(id), staleTime: 0 })),
    );
    for (const result of read)
      if (result.status === 'fulfilled') placeConversation(this.#client, result.value);
  }
}

/** Keeps the lists of conversations, and those that are open, as they are at the moment. */
export function useLiveConversations(): void {
  const client = useQueryClient();
  const live = useMemo(() => new LiveList(client), [client]);
  useEffect(() => () => live.stop(), [live]);
  useLiveEvents(events, live.hear);
}
