import { Injectable } from '@nestjs/common';
import type { Message, MessageId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { RecordEvents } from '../events/index.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { MessageChangesRepository } from './changes.repository.ts';
import { FindMessage } from './find-message.ts';
import { messageEvent } from './message-events.ts';
import { presentMessage } from './present-message.ts';
import { SettlementsRepository } from './settlements.repository.ts';

/** Calls off messages that still wait. */
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
    return this.database.inTenant(caller.tenantId, async (tx) => {
      const before = await this.find.execute(caller, id);
      const [message] = await this.#cancel(tx, caller, [id]);
      if (message === undefined)
        throw new AppError('message_not_cancellable', `The message is ${before.status}`);
      return message;
    });
  }

  /** Those of these messages of the caller's tenant that still wait; at least one id. */
  async executeEach(caller: Caller, ids: MessageId[]): Promise<void> {
    await this.database.inTenant(caller.tenantId, (tx) => this.#cancel(tx, caller, ids));
  }

  async #cancel(tx: Tx, caller: Caller, ids: MessageId[]): Promise<Message[]> {
    const { tenantId } = caller;
    const messages = (await this.repository.cancel(tenantId, tx, ids)).map(presentMessage);
    await this.statuses.recordStatuses(
      tx,
      messages.map(({ id }) => ({
        tenantId,
        messageId: id,
        status: 'cancelled',
        errorCode: null,
        details: {},
        at: null,
      })),
    );
    await this.audit.executeEach(
      tenantId,
      tx,
      messages.map(({ id, status }) => ({
        actor: caller,
        entry: {
          action: 'message.cancelled',
          resourceType: 'message',
          resourceId: id,
          before: { status: 'pending' },
          after: { status },
        },
      })),
    );
    await this.events.execute(
      tx,
      messages.map((message) => messageEvent(tenantId, 'message.cancelled', message)),
    );
    return messages;
  }
}
