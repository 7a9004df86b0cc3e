import { Injectable } from '@nestjs/common';
import type { ConversationId, SetViewing, ViewingNoted } from '@recado/contracts';
import { FindConversation } from '../conversations/index.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { Relay } from '../platform/live/relay.ts';
import { REPEAT_AFTER_SECONDS } from './viewer-board.ts';
import { ViewersQueries } from './viewers.queries.ts';
import { topicOf, type Viewing } from './viewing.ts';

/** Takes note that a user has a conversation open, and tells every process. */
@Injectable()
export class NoteViewing {
  constructor(
    private readonly findConversation: FindConversation,
    private readonly queries: ViewersQueries,
    private readonly relay: Relay,
  ) {}

  /** @throws AppError not_found, forbidden (an API key looks at nothing) */
  async execute(
    caller: Caller,
    conversationId: ConversationId,
    activity: SetViewing['activity'],
  ): Promise<ViewingNoted> {
    const { tenantId, userId } = caller;
    const { instanceId } = await this.findConversation.for(caller, conversationId);
    if (userId === undefined) throw new AppError('forbidden', 'Only users have conversations open');
    const email = await this.queries.email(tenantId, userId);
    if (email === undefined) throw new AppError('unauthenticated');
    const viewing: Viewing = { conversationId, instanceId, userId, email, activity };
    // Whoever leaves after it must not be seen to come again.
    await this.relay.publishInOrder(topicOf(tenantId), viewing);
    return { repeatAfterSeconds: REPEAT_AFTER_SECONDS };
  }
}
