import { Injectable } from '@nestjs/common';
import type { Message, MessageId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { RecordEvents } from '../events/index.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { MessageChangesRepository } from './changes.repository.ts';
import { FindMessage } from './find-message.ts';
import { messageEvent } from './message-events.ts';
import { presentMessage } from './present-message.ts';
import { SettlementsRepository } from './settlements.repository.ts';

/** Calls off a message that still waits. */
@Injectable()
export class CancelMessage {
  constructor(
    private readonly database: Database,
    private readonly find: FindMessage,
    private readonly repository: MessageChangesRepository,
    private readonly statuses: SettlementsRepository,
    private readonly audit: RecordAudit,
    private readonly events: RecordEvents,
  ) {}

  /** @throws AppError not_found, message_not_cancellable */
  async execute(caller: Caller, id: MessageId): Promise<Message> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.find.execute(caller, id);
      const row = await this.repository.cancel(tenantId, tx, id);
      if (row === undefined) throw new AppError('message_not_cancellable', `The message is ${before.status}`);
      const message = presentMessage(row);
      await this.statuses.recordStatuses(tx, [
        { tenantId, messageId: id, status: 'cancelled', errorCode: null, details: {}, at: null },
      ]);
      await this.audit.execute(tenantId, tx, caller, {
        action: 'message.cancelled',
        resourceType: 'message',
        resourceId: id,
        before: { status: before.status },
        after: { status: message.status },
      });
      await this.events.execute(tx, [messageEvent(tenantId, 'message.cancelled', message)]);
      return message;
    });
  }
}
