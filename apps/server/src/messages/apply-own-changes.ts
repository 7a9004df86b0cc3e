import { Injectable } from '@nestjs/common';
import type { InstanceId, MessageId, TenantId } from '@recado/contracts';
import { RecordEvents } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { messageEvent } from './message-events.ts';
import { afterOwnChange, ownChangeOf } from './own-change-policy.ts';
import { presentMessage, type MessageRow } from './present-message.ts';
import { ReceivedMessagesRepository } from './receiving/received-messages.repository.ts';

/** Has our copy of a message say what ours that edits or deletes it made of it, once WhatsApp took that. */
@Injectable()
export class ApplyOwnChanges {
  constructor(
    private readonly messages: ReceivedMessagesRepository,
    private readonly events: RecordEvents,
    private readonly clock: Clock,
  ) {}

  /** @param sent messages that have gone out just now, of any type, in their order */
  async execute(tenantId: TenantId, tx: Tx, instanceId: InstanceId, sent: MessageRow[]): Promise<void> {
    const changes = sent.flatMap((row) => ownChangeOf(row.content) ?? []);
    if (changes.length === 0) return;
    const ids = changes.map((change) => change.content.messageId);
    const targets = new Map<MessageId, MessageRow>();
    for (const row of await this.messages.lockById(tx, instanceId, ids)) targets.set(row.id, row);
    for (const change of changes) {
      const target = targets.get(change.content.messageId);
      const next = target && afterOwnChange(target, change, this.clock.now());
      if (target === undefined || next === undefined) continue;
      const [now = target] = await this.messages.replaceContent(tenantId, tx, [{ id: target.id, ...next }]);
      targets.set(now.id, now);
      const type = change.type === 'edit' ? 'message.edited' : 'message.deleted';
      await this.events.execute(tx, [messageEvent(tenantId, type, presentMessage(now))]);
    }
  }
}
