import type { ConversationId, ConversationViewers, UserId, Viewer } from '@recado/contracts';
import type { Viewing } from './viewing.ts';

export const REPEAT_AFTER_SECONDS = 8;
/** Who said nothing for so long has gone: a tab that was closed, a laptop that sleeps. */
export const GONE_AFTER_MS = 20_000;

interface Noted {
  viewer: Viewer;
  untilMs: number;
}

interface OfConversation {
  instanceId: Viewing['instanceId'];
  viewers: Map<UserId, Noted>;
}

/** Who has which conversation of a tenant open, as far as one process heard. Times are given, so that it needs no clock. */
export class ViewerBoard {
  readonly #conversations = new Map<ConversationId, OfConversation>();

  /** @returns whether others see something new of it */
  note(viewing: Viewing, nowMs: number): boolean {
    const { conversationId, instanceId, userId, email, activity } = viewing;
    const { viewers } = this.#conversations.get(conversationId) ?? { viewers: new Map<UserId, Noted>() };
    const before = viewers.get(userId)?.viewer;
    if (activity === 'gone') {
      this.#leave(conversationId, userId);
      return before !== undefined;
    }
    viewers.set(userId, { viewer: { userId, email, activity }, untilMs: nowMs + GONE_AFTER_MS });
    this.#conversations.set(conversationId, { instanceId, viewers });
    return before?.activity !== activity;
  }

  /** Forgets who said nothing for too long. @returns how their conversations stand now */
  expire(nowMs: number): ConversationViewers[] {
    const changed: ConversationViewers[] = [];
    for (const [conversationId, { instanceId, viewers }] of this.#conversations) {
      const late = [...viewers].filter(([, { untilMs }]) => untilMs <= nowMs);
      for (const [userId] of late) this.#leave(conversationId, userId);
      if (late.length > 0) changed.push(this.standOf({ conversationId, instanceId }));
    }
    return changed;
  }

  /** Who has a conversation open. */
  standOf({
    conversationId,
    instanceId,
  }: Pick<Viewing, 'conversationId' | 'instanceId'>): ConversationViewers {
    const viewers = this.#conversations.get(conversationId)?.viewers.values() ?? [];
    return {
      type: 'conversation.viewers',
      conversationId,
      instanceId,
      viewers: [...viewers].map(({ viewer }) => viewer),
    };
  }

  #leave(conversationId: ConversationId, userId: UserId): void {
    const viewers = this.#conversations.get(conversationId)?.viewers;
    viewers?.delete(userId);
    if (viewers?.size === 0) this.#conversations.delete(conversationId);
  }
}
