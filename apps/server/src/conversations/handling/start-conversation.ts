import { Injectable } from '@nestjs/common';
import type { ConversationId, StartConversation as Request, TenantId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { RecordEvents } from '../../events/index.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { openingEvent } from '../conversation-events.ts';
import type { IdentityKey } from '../identity-key.ts';
import { EnsureConversations } from '../ensure-conversations.ts';
import { recipientOf } from '../recipient-of-contact-policy.ts';
import { parseRecipient } from '../recipient-policy.ts';
import { HandledConversationsRepository } from './handled-conversations.repository.ts';

/** Finds or makes the conversation with somebody, and opens it unless it is open: whoever asks for it wants to write. */
@Injectable()
export class StartConversation {
  constructor(
    private readonly database: Database,
    private readonly ensureConversations: EnsureConversations,
    private readonly repository: HandledConversationsRepository,
    private readonly events: RecordEvents,
    private readonly audit: RecordAudit,
  ) {}

  /** @throws AppError not_found, recipient_invalid, not_supported_by_channel, contact_blocked */
  async execute(caller: Caller, request: Request): Promise<ConversationId> {
    const { tenantId } = caller;
    const { instanceId } = request;
    if (!mayUseInstance(caller, instanceId)) throw notFound('The instance');
    return this.database.inTenant(tenantId, async (tx) => {
      const channel = await this.repository.channelOf(tenantId, tx, instanceId);
      if (channel === undefined) throw notFound('The instance');
      const identities = await this.#identities(tenantId, tx, request);
      if (recipientOf(channel, identities) === null)
        throw new AppError('not_supported_by_channel', `A ${channel} instance cannot write to this contact`);
      const [found] = await this.ensureConversations.execute(tenantId, tx, [
        { instanceId, identities, name: undefined },
      ]);
      if (found === undefined) throw new Error('A conversation that was just ensured is missing');
      await this.#open(tx, caller, found.conversationId);
      return found.conversationId;
    });
  }

  /** All names of the contact, or the one that was given. */
  async #identities(
    tenantId: TenantId,
    tx: Tx,
    { recipient, contactId }: Request,
  ): Promise<[IdentityKey, ...IdentityKey[]]> {
    if (recipient !== undefined) return [parseRecipient(recipient)];
    const known = contactId === undefined ? [] : await this.repository.identitiesOf(tenantId, tx, contactId);
    const [first, ...others] = known;
    if (first === undefined) throw notFound('The contact');
    return [first, ...others];
  }

  async #open(tx: Tx, caller: Caller, id: ConversationId): Promise<void> {
    const { tenantId } = caller;
    if (await this.repository.isBlocked(tenantId, tx, id)) throw new AppError('contact_blocked');
    const opened = await this.repository.open(tenantId, tx, id, 'open');
    if (opened === undefined) return;
    await this.events.execute(tx, [openingEvent(tenantId, opened.change, opened)]);
    await this.audit.execute(tenantId, tx, caller, {
      action: 'conversation.started',
      resourceType: 'conversation',
      resourceId: id,
      after: { status: opened.status, contactId: opened.contactId, instanceId: opened.instanceId },
    });
  }
}
