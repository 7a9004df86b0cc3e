import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import type { InboundMessage } from '../../channels/index.ts';
import { RecordEvents } from '../../events/index.ts';
import type { Tx } from '../../platform/database/database.ts';
import { messageEvent } from '../message-events.ts';
import { MessageMetadata, presentMessage, type MessageRow } from '../present-message.ts';
import { changed, mayChange, type Change } from './change-policy.ts';
import { ReceiveMessages } from './receive-messages.ts';
import { ReceivedMessagesRepository, type ContentChange } from './received-messages.repository.ts';

interface Receiver {
  tenantId: TenantId;
  instanceId: InstanceId;
  phoneNumber: string;
}

const eventOf = {
  edited: 'message.edited',
  deleted: 'message.deleted',
} as const satisfies Record<Change['kind'], string>;

/** Applies edits and deletions to the messages they are of; what the messages said stays in their metadata. */
@Injectable()
export class ApplyChanges {
  constructor(
    private readonly messages: ReceivedMessagesRepository,
    private readonly receiveMessages: ReceiveMessages,
    private readonly events: RecordEvents,
  ) {}

  /** In their order. What is edited and was never received counts as received now; a deletion of it is of no use. */
  async execute(tx: Tx, receiver: Receiver, changes: Change[]): Promise<void> {
    if (changes.length === 0) return;
    const { tenantId, instanceId } = receiver;
    const ids = changes.map((change) => change.whatsappId);
    const rows = await this.messages.lockByWhatsappId(tenantId, tx, instanceId, ids);
    const byId = new Map(rows.map((row) => [row.message_id, row]));
    for (const change of changes) {
      const row = byId.get(change.whatsappId);
      if (row === undefined) await this.#receive(tx, receiver, change);
      else byId.set(change.whatsappId, await this.#apply(tx, tenantId, row, change));
    }
  }

  async #apply(tx: Tx, tenantId: TenantId, row: MessageRow, change: Change): Promise<MessageRow> {
    if (!mayChange(row, change)) return row;
    const next: ContentChange = {
      id: row.id,
      ...changed(row.content, MessageMetadata.parse(row.metadata), change),
    };
    const [now = row] = await this.messages.replaceContent(tenantId, tx, [next]);
    await this.events.execute(tx, [messageEvent(tenantId, eventOf[change.kind], presentMessage(now))]);
    return now;
  }

  async #receive(tx: Tx, receiver: Receiver, change: Change): Promise<void> {
    if (change.kind === 'deleted') return;
    const { whatsappId, from, at, content, isFromUs, participant } = change;
    const message: InboundMessage = {
      kind: 'message',
      whatsappId,
      from,
      profileName: undefined,
      at,
      content,
      media: undefined,
      replyToWhatsappId: undefined,
      isFromUs,
      metadata: {
        editedAt: at.toISOString(),
        ...(participant.length > 0 && { participant }),
        ...(isFromUs && { source: 'phone' }),
      },
    };
    await this.receiveMessages.execute(tx, receiver, [message]);
  }
}
