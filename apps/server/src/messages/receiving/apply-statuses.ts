import { Injectable } from '@nestjs/common';
import { MessageStatus, type InstanceId, type MessageId, type TenantId } from '@recado/contracts';
import type { StatusUpdate } from '../../channels/index.ts';
import { RecordEvents } from '../../events/index.ts';
import { afterCommit, type Tx } from '../../platform/database/database.ts';
import { ApplyOwnChanges } from '../apply-own-changes.ts';
import { messageEvent, type MessageEventType } from '../message-events.ts';
import { MessageFigures } from '../message-figures.ts';
import { presentMessage } from '../present-message.ts';
import {
  ReceivedMessagesRepository,
  type Climb,
  type TrackedMessage,
} from './received-messages.repository.ts';
import { SettlementsRepository } from '../settlements.repository.ts';
import { climb } from './status-policy.ts';

const eventOf: Record<string, MessageEventType> = {
  sent: 'message.sent',
  delivered: 'message.delivered',
  read: 'message.read',
  failed: 'message.failed',
};

interface Progress extends Climb {
  reached: MessageStatus[];
  /** Until now nobody knew that it went out. */
  isNewlySent: boolean;
}

/** Applies what the provider says of sent messages: keeps each status, climbs, and resolves doubts. */
@Injectable()
export class ApplyStatuses {
  constructor(
    private readonly messages: ReceivedMessagesRepository,
    private readonly settlements: SettlementsRepository,
    private readonly applyOwnChanges: ApplyOwnChanges,
    private readonly events: RecordEvents,
    private readonly figures: MessageFigures,
  ) {}

  /** @returns the updates of messages that we do not know (yet) */
  async execute(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    updates: StatusUpdate[],
  ): Promise<StatusUpdate[]> {
    if (updates.length === 0) return [];
    const tracked = await this.messages.lockTracked(tenantId, tx, instanceId, {
      whatsappIds: updates.map((update) => update.whatsappId),
      ids: updates.flatMap((update) => update.messageId ?? []),
    });
    const find = finder(tracked);
    const known = updates.flatMap((update) => {
      const message = find(update);
      return message === undefined ? [] : [{ update, message }];
    });
    await this.settlements.recordStatuses(
      tx,
      known.map(({ update, message }) => ({
        tenantId,
        messageId: message.id,
        status: update.status,
        errorCode: update.error?.code ?? null,
        details: {
          ...update.details,
          whatsappId: update.whatsappId,
          ...(update.error && { detail: update.error.detail }),
        },
        at: update.at,
      })),
    );
    await this.#climb(tenantId, tx, instanceId, progressOf(known));
    return updates.filter((update) => find(update) === undefined);
  }

  async #climb(tenantId: TenantId, tx: Tx, instanceId: InstanceId, progress: Progress[]): Promise<void> {
    if (progress.length === 0) return;
    const rows = new Map((await this.messages.climb(tenantId, tx, progress)).map((row) => [row.id, row]));
    await this.events.execute(
      tx,
      progress.flatMap(({ id, reached }) => {
        const row = rows.get(id);
        return row === undefined
          ? []
          : reached.map((status) =>
              messageEvent(tenantId, eventOf[status] ?? 'message.sent', { ...presentMessage(row), status }),
            );
      }),
    );
    await this.applyOwnChanges.execute(
      tenantId,
      tx,
      instanceId,
      progress.flatMap(({ id, isNewlySent }) => (isNewlySent ? (rows.get(id) ?? []) : [])),
    );
    afterCommit(() => {
      for (const { id, reached } of progress) for (const status of reached) this.#count(rows.get(id), status);
    });
  }

  #count(row: { created_at: Date; processed_at: Date | null } | undefined, status: string): void {
    if (row !== undefined) this.figures.reached({ ...row, status });
  }
}

function finder(tracked: TrackedMessage[]): (update: StatusUpdate) => TrackedMessage | undefined {
  const byWhatsappId = new Map(tracked.map((message) => [message.message_id, message]));
  const byId = new Map<string, TrackedMessage>(tracked.map((message) => [message.id, message]));
  return (update) =>
    byWhatsappId.get(update.whatsappId) ??
    (update.messageId === undefined ? undefined : byId.get(update.messageId));
}

/** Walks each message through its updates, in the order in which they came. */
function progressOf(known: { update: StatusUpdate; message: TrackedMessage }[]): Progress[] {
  const progress = new Map<MessageId, Progress>();
  for (const { update, message } of known) {
    const before = progress.get(message.id);
    const reached = climb(MessageStatus.parse(before?.status ?? message.status), update.status);
    const status = reached.at(-1);
    if (status === undefined) continue;
    progress.set(message.id, {
      id: message.id,
      status,
      whatsappId: update.whatsappId,
      ...failureOf(status, update),
      reached: [...(before?.reached ?? []), ...reached],
      isNewlySent: !hasGoneOut(message.status) && hasGoneOut(status),
    });
  }
  return [...progress.values()];
}

const hasGoneOut = (status: string): boolean => ['sent', 'delivered', 'read'].includes(status);

function failureOf(status: MessageStatus, { error }: StatusUpdate): Pick<Climb, 'errorCode' | 'errorDetail'> {
  if (status !== 'failed') return { errorCode: null, errorDetail: null };
  return { errorCode: error?.code ?? 'unknown', errorDetail: error?.detail ?? null };
}
