import type { Message } from '@recado/sdk';
import type { QueryClient } from '@tanstack/react-query';
import { queryClient } from '../../../lib/api/query-client.ts';
import type { CallFailed } from '../../../lib/api/problem.ts';
import type { LiveEvent } from '../../../lib/live/live-event.ts';
import { claimedBy, type Draft } from './drafts.ts';
import { messageOf } from '../../../lib/live/message-decoder.ts';
import { bounded, withMessages, type ThreadWindow } from './thread-window.ts';

/** Under these keys the query cache holds a conversation's messages (`ThreadWindow`) and those on their way (`Draft[]`). */
export const threadKey = (conversationId: string) => ['thread', conversationId] as const;
export const draftsKey = (conversationId: string) => ['thread-drafts', conversationId] as const;

/** So many of the last events are kept for what is being read from the server meanwhile: seconds of heavy traffic. */
const MOST_RECENT = 500;

const NO_DRAFTS: readonly Draft[] = [];

/**
 * The messages of conversations, as the thread shows them and the composer adds to them:
 * `addOptimistic` before the request, then `settle` with its answer or `fail` with why not; `apply` for what happens live.
 */
export class ThreadCache {
  readonly #client: QueryClient;
  #recent: Message[] = [];
  readonly #places = new Map<string, string>();

  constructor(client: QueryClient) {
    this.#client = client;
    client.setQueryDefaults(['thread'], { structuralSharing: false, staleTime: Infinity });
    // What did not get to the server is nowhere else.
    client.setQueryDefaults(['thread-drafts'], { structuralSharing: false, gcTime: Infinity });
  }

  /** Shows a message at once, as being sent. Its `id` is that of the request (the Idempotency-Key does). */
  addOptimistic(conversationId: string, draft: Omit<Draft, 'failure' | 'messageId'>): void {
    this.#editDrafts(conversationId, (drafts) => [...drafts.filter(({ id }) => id !== draft.id), draft]);
  }

  /** The server took it: the message stands where the draft was. */
  settle(conversationId: string, draftId: string, message: Message): void {
    this.discard(conversationId, draftId);
    this.#take(conversationId, [message]);
  }

  /** It did not get to the server. The thread says why, and offers `retry` if there is one; else only to let it go. */
  fail(conversationId: string, draftId: string, failure: CallFailed, retry?: () => void): void {
    this.#editDrafts(conversationId, (drafts) =>
      drafts.map((draft) => (draft.id === draftId ? { ...draft, failure, ...(retry && { retry }) } : draft)),
    );
  }

  /** Takes a draft out of the thread. */
  discard(conversationId: string, draftId: string): void {
    this.#editDrafts(conversationId, (drafts) => drafts.filter(({ id }) => id !== draftId));
  }

  /** Takes in a message that some request gave, such as that of a resend. */
  put(message: Message): void {
    this.#take(message.conversationId, [message]);
  }

  /** Takes in what happened, of any conversations; those that nobody has open are left alone. */
  apply(events: readonly LiveEvent[]): void {
    const messages = events.flatMap((event) => messageOf(event) ?? []);
    this.#recent = [...this.#recent, ...messages].slice(-MOST_RECENT);
    for (const [conversationId, versions] of Map.groupBy(messages, (message) => message.conversationId))
      this.#take(conversationId, versions);
  }

  /** Notes beside which message a conversation is read; undefined at its end. A window that is read again is read there. */
  readsAt(conversationId: string, messageId: string | undefined): void {
    if (messageId === undefined) this.#places.delete(conversationId);
    else this.#places.set(conversationId, messageId);
  }

  /** Beside which message a conversation is read; undefined at its end. */
  placeIn(conversationId: string): string | undefined {
    return this.#places.get(conversationId);
  }

  /** A window that was just read, with what happened while it was on its way. */
  withRecent(conversationId: string, window: ThreadWindow): ThreadWindow {
    const recent = this.#recent.filter((message) => message.conversationId === conversationId);
    return withMessages(window, recent);
  }

  #take(conversationId: string, versions: readonly Message[]): void {
    const window = this.#client.getQueryData<ThreadWindow>(threadKey(conversationId));
    if (window === undefined) return;
    const known = new Set(window.messages.map(({ id }) => id));
    const fresh = versions.filter(({ id }) => !known.has(id));
    if (fresh.length > 0) this.#editDrafts(conversationId, (drafts) => claimedBy(drafts, fresh));
    const isAtEnd = this.placeIn(conversationId) === undefined;
    const now = bounded(withMessages(window, versions), isAtEnd);
    if (now !== window) this.#client.setQueryData<ThreadWindow>(threadKey(conversationId), now);
  }

  #editDrafts(conversationId: string, edit: (drafts: readonly Draft[]) => readonly Draft[]): void {
    const key = draftsKey(conversationId);
    const before = this.#client.getQueryData<readonly Draft[]>(key) ?? NO_DRAFTS;
    const after = edit(before);
    if (after !== before) this.#client.setQueryData<readonly Draft[]>(key, after);
  }
}

export const threadCache = new ThreadCache(queryClient);
