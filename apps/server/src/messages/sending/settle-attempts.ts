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

/** Outcomes of one instance's attempts. */
interface InstanceAttempts {
  instanceId: InstanceId;
  results: AttemptResult[];
}

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

  /** The outcomes of several instances' attempts, each instance once. */
  async execute(tx: Tx, attempts: InstanceAttempts[]): Promise<void> {
    const results = attempts.flatMap((one) => one.results);
    if (results.length === 0) return;
    for (const one of attempts) await this.#lockWithTargets(tx, one);
    const { rows, woken } = await this.repository.settle(tx, results);
    await this.#tell(tx, rows);
    const sent = rows.filter((row) => row.status === 'sent');
    for (const { instanceId } of attempts) {
      const ofInstance = sent.filter((row) => row.instance_id === instanceId);
      const tenantId = ofInstance[0]?.tenant_id;
      if (tenantId !== undefined) await this.applyOwnChanges.execute(tenantId, tx, instanceId, ofInstance);
    }
    afterCommit(() => {
      for (const instanceId of woken) this.lanes.wake('inbound', instanceId);
    });
  }

  /** What is edited or deleted is locked together with the rest, in one order, so that no two transactions wait for each other. */
  async #lockWithTargets(tx: Tx, { instanceId, results }: InstanceAttempts): Promise<void> {
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
