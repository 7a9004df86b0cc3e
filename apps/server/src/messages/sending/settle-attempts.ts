import { Injectable } from '@nestjs/common';
import type { InstanceId, MessageId, TenantId } from '@recado/contracts';
import { RecordEvents } from '../../events/index.ts';
import { afterCommit, type Tx } from '../../platform/database/database.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { ApplyOwnChanges } from '../apply-own-changes.ts';
import { messageEvent, type MessageEventType } from '../message-events.ts';
import { MessageFigures } from '../message-figures.ts';
import { presentMessage, type MessageRow } from '../present-message.ts';
import { ReceivedMessagesRepository } from '../receiving/received-messages.repository.ts';
import { SettlementsRepository, type AttemptResult } from '../settlements.repository.ts';

const eventOf: Partial<Record<string, MessageEventType>> = {
  sent: 'message.sent',
  failed: 'message.failed',
  in_doubt: 'message.in_doubt',
  expired: 'message.expired',
};

/** Writes the outcomes of attempts with their statuses and events, in the worker's transaction. */
@Injectable()
export class SettleAttempts {
  constructor(
    private readonly repository: SettlementsRepository,
    private readonly messages: ReceivedMessagesRepository,
    private readonly applyOwnChanges: ApplyOwnChanges,
    private readonly events: RecordEvents,
    private readonly lanes: Lanes,
    private readonly figures: MessageFigures,
  ) {}

  async execute(tx: Tx, instanceId: InstanceId, results: AttemptResult[]): Promise<void> {
    if (results.length === 0) return;
    await this.#lockWithTargets(tx, instanceId, results);
    const { rows, hasWoken } = await this.repository.settle(tx, instanceId, results);
    await this.#tell(tx, rows);
    const sent = rows.filter((row) => row.status === 'sent');
    const tenantId = sent[0]?.tenant_id;
    if (tenantId !== undefined) await this.applyOwnChanges.execute(tenantId, tx, instanceId, sent);
    if (hasWoken)
      afterCommit(() => {
        this.lanes.wake('inbound', instanceId);
      });
  }

  /** What is edited or deleted is locked together with the rest, in one order, so that no two transactions wait for each other. */
  async #lockWithTargets(tx: Tx, instanceId: InstanceId, results: AttemptResult[]): Promise<void> {
    const targets = results.flatMap(({ changes }) => changes ?? []);
    if (targets.length === 0) return;
    await this.messages.lockById(tx, instanceId, [...targets, ...results.map(({ id }) => id)]);
  }

  /** Keeps the status and the event of messages that a sweep changed. */
  async announce(tx: Tx, ids: MessageId[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await this.repository.byIds(tx, ids);
    await this.repository.recordStatuses(
      tx,
      rows.map((row) => ({
        tenantId: row.tenant_id,
        messageId: row.id,
        status: row.status,
        errorCode: row.error_code,
        details: { attempt: row.attempt, ...(row.error_detail !== null && { detail: row.error_detail }) },
        at: null,
      })),
    );
    await this.#tell(tx, rows);
  }

  async #tell(tx: Tx, rows: (MessageRow & { tenant_id: TenantId })[]): Promise<void> {
    await this.events.execute(
      tx,
      rows.flatMap((row) => {
        const type = eventOf[row.status];
        return type === undefined ? [] : [messageEvent(row.tenant_id, type, presentMessage(row))];
      }),
    );
    afterCommit(() => {
      for (const row of rows) this.figures.reached(row);
    });
  }
}
