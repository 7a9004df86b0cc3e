import { Injectable } from '@nestjs/common';
import type { ConversationId, TenantId } from '@recado/contracts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { ConversationsQueries, type ConversationReach } from './conversations.queries.ts';
import { recipientOf } from './recipient-of-contact-policy.ts';

/** A conversation with the address under which its contact is written to; null when the channel knows none. */
export interface ReachableConversation extends Omit<ConversationReach, 'identities' | 'channel'> {
  recipient: string | null;
}

/** Finds one conversation of the tenant, and how to write in it. */
@Injectable()
export class FindConversation {
  constructor(private readonly queries: ConversationsQueries) {}

  /** For requests. @throws AppError not_found, also when it is of an instance that the caller may not use */
  async for(caller: Caller, id: ConversationId): Promise<ReachableConversation> {
    const found = await this.byId(caller.tenantId, id);
    if (found === undefined || !mayUseInstance(caller, found.instanceId)) throw notFound('The conversation');
    return found;
  }

  async byId(tenantId: TenantId, id: ConversationId): Promise<ReachableConversation | undefined> {
    const found = await this.queries.reach(tenantId, id);
    if (found === undefined) return undefined;
    const { identities, channel, ...conversation } = found;
    return { ...conversation, recipient: recipientOf(channel, identities) };
  }
}
