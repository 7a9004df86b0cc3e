import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { LiveEvent, LiveFilter } from '../../../lib/live/live-event.ts';
import { useLiveEvents } from '../../../lib/live/live.ts';
import type { AskedConversations } from '../inbox-filters.ts';
import { conversationListQuery, conversationListsKey, conversationQuery } from '../queries.ts';
import { messageOf } from '../thread/message-decoder.ts';
import { conversationsOf, withConversation, withMessage } from './list-policy.ts';

const events: readonly LiveFilter[] = ['message.*', 'conversation.*', 'contact.*'];

/** What comes within this time is drawn at once. */
const BATCH_MS = 100;
/** More conversations than these are cheaper read as a list. */
const MOST_READ_SINGLY = 8;

/** Moves, adds and changes the rows of one list as things happen; only what a message does not tell is read, batch by batch. */
class LiveList {
  readonly #client: QueryClient;
  readonly #asked: AskedConversations;
  #waiting: LiveEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: QueryClient, asked: AskedConversations) {
    this.#client = client;
    this.#asked = asked;
  }

  readonly hear = (event: LiveEvent): void => {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => void this.#work(), BATCH_MS);
  };

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** The next batch begins once what this one had to read is there, so that a slow server is not asked ever more. */
  async #work(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    // Lists that nobody looks at are read again when somebody does.
    void this.#client.invalidateQueries({ queryKey: conversationListsKey, type: 'inactive' });
    const unknown = new Set(batch.flatMap((event) => this.#apply(event) ?? []));
    await this.#read([...unknown]).catch(() => undefined);
    this.#timer = this.#waiting.length === 0 ? undefined : setTimeout(() => void this.#work(), BATCH_MS);
  }

  /** @returns the conversation that has to be read for it */
  #apply(event: LiveEvent): string | undefined {
    const message = messageOf(event);
    if (message === undefined) return event.conversationId ?? undefined;
    const isNew = ['message.received', 'message.accepted', 'message.sent'].includes(event.type);
    const { queryKey: oneKey } = conversationQuery(message.conversationId);
    this.#client.setQueryData(oneKey, (one) => one && withMessage(one, message, isNew));
    const { queryKey } = conversationListQuery(this.#asked);
    const list = this.#client.getQueryData(queryKey);
    const before = list && conversationsOf(list).find(({ id }) => id === message.conversationId);
    if (list === undefined || before === undefined) return isNew ? message.conversationId : undefined;
    const after = withMessage(before, message, isNew);
    if (after !== before) this.#client.setQueryData(queryKey, withConversation(list, after, this.#asked));
    return undefined;
  }

  async #read(ids: readonly string[]): Promise<void> {
    const { queryKey } = conversationListQuery(this.#asked);
    if (ids.length > MOST_READ_SINGLY) {
      await this.#client.invalidateQueries({ queryKey });
      return;
    }
    const read = await Promise.allSettled(
      ids.map((id) => this.#client.query({ ...conversationQuery(id), staleTime: 0 })),
    );
    for (const result of read)
      if (result.status === 'fulfilled')
        this.#client.setQueryData(
          queryKey,
          (list) => list && withConversation(list, result.value, this.#asked),
        );
  }
}

/** Keeps a list of conversations, and those that are open, as they are at the moment. */
export function useLiveList(asked: AskedConversations): void {
  const client = useQueryClient();
  const live = useMemo(() => new LiveList(client, asked), [client, asked]);
  useEffect(() => () => live.stop(), [live]);
  useLiveEvents(events, live.hear);
}
