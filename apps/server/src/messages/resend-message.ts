import { Injectable } from '@nestjs/common';
import type { Message, MessageId, TenantId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Channels } from '../channels/index.ts';
import { SendingInstances } from '../instances/index.ts';
import { afterCommit, Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { MessageChangesRepository } from './changes.repository.ts';
import { FindMessage } from './find-message.ts';
import { presentMessage } from './present-message.ts';
import { SettlementsRepository } from './settlements.repository.ts';

/** Sends a message again that failed, expired, or is in doubt; for one in doubt the caller accepts that it may arrive twice. */
@Injectable()
export class ResendMessage {
  constructor(
    private readonly database: Database,
    private readonly find: FindMessage,
    private readonly repository: MessageChangesRepository,
    private readonly statuses: SettlementsRepository,
    private readonly audit: RecordAudit,
    private readonly lanes: Lanes,
    private readonly instances: SendingInstances,
    private readonly channels: Channels,
  ) {}

  /** @throws AppError not_found, message_not_resendable */
  async execute(caller: Caller, id: MessageId): Promise<Message> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.find.execute(caller, id);
      const keepsWhatsappId = await this.#choosesWhatsappId(before, tenantId);
      const row = await this.repository.resend(tenantId, tx, id, keepsWhatsappId);
      if (row === undefined) throw new AppError('message_not_resendable', `The message is ${before.status}`);
      const details = { resent: true, whatsappIdBefore: before.whatsappId };
      await this.statuses.recordStatuses(tx, [
        { tenantId, messageId: id, status: 'pending', errorCode: null, details, at: null },
      ]);
      await this.audit.execute(tenantId, tx, caller, {
        action: 'message.resent',
        resourceType: 'message',
        resourceId: id,
        before: { status: before.status, error: before.error },
        after: { status: row.status, error: null },
      });
      afterCommit(() => {
        this.lanes.wake('send', row.instance_id);
      });
      return presentMessage(row);
    });
  }

  async #choosesWhatsappId({ instanceId }: Message, tenantId: TenantId): Promise<boolean> {
    const instance = await this.instances.of(tenantId, instanceId);
    return instance !== undefined && this.channels.for(instance.channel).newWhatsappId !== undefined;
  }
}
