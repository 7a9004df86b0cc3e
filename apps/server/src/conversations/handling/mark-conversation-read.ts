import { Injectable } from '@nestjs/common';
import type { ConversationId, MarkRead } from '@recado/contracts';
import { Channels, Connections } from '../../channels/index.ts';
import { Database } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { FindConversation } from '../find-conversation.ts';
import { HandledConversationsRepository } from './handled-conversations.repository.ts';

/** Notes that a conversation was read, and tells the customer so when asked to. */
@Injectable()
export class MarkConversationRead {
  constructor(
    private readonly database: Database,
    private readonly findConversation: FindConversation,
    private readonly repository: HandledConversationsRepository,
    private readonly connections: Connections,
    private readonly channels: Channels,
  ) {}

  /** @throws AppError not_found; with a receipt also ChannelError, session_not_open: it is read here all the same */
  async execute(caller: Caller, id: ConversationId, { sendReceipt }: MarkRead): Promise<void> {
    const { tenantId } = caller;
    const { instanceId } = await this.findConversation.for(caller, id);
    const whatsappId = await this.database.inTenant(tenantId, async (tx) => {
      await this.repository.markRead(tenantId, tx, id);
      return sendReceipt ? this.repository.lastInboundWhatsappId(tenantId, tx, id) : undefined;
    });
    if (whatsappId === undefined) return;
    const connection = await this.connections.of(tenantId, instanceId);
    await this.channels.for(connection.channel).markRead(connection, whatsappId);
  }
}
