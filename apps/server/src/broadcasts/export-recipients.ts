import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { BroadcastId, BroadcastRecipient, TenantId } from '@recado/contracts';
import { stringify } from 'csv-stringify';
import { harmlessCell } from '../audit/index.ts';
import type { Caller } from '../platform/http/caller.ts';
import { BroadcastsQueries } from './broadcasts.queries.ts';
import { presentRecipient } from './present-broadcast.ts';

const ROWS_AT_ONCE = 1_000;

/** Of a cell that a number begins with a plus sign is no formula. */
const cells = ({ phoneNumber, contactName, result, reason, ...recipient }: BroadcastRecipient) => ({
  phoneNumber,
  contactName: harmlessCell(contactName ?? ''),
  result,
  reasonCode: reason?.code ?? '',
  reason: harmlessCell(reason?.detail ?? ''),
  messageId: recipient.messageId ?? '',
  contactId: recipient.contactId ?? '',
  updatedAt: recipient.updatedAt,
});

/** Every recipient of a broadcast with its result, as CSV. Read page by page, as fast as the reader takes them. */
@Injectable()
export class ExportRecipients {
  constructor(private readonly queries: BroadcastsQueries) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: BroadcastId): Promise<Readable> {
    await this.queries.get(caller, id);
    const columns = [
      'phoneNumber',
      'contactName',
      'result',
      'reasonCode',
      'reason',
      'messageId',
      'contactId',
      'updatedAt',
    ];
    const csv = stringify({ header: true, columns, record_delimiter: 'windows' });
    const rows = Readable.from(this.#rows(caller.tenantId, id));
    rows.on('error', (error) => csv.destroy(error));
    csv.on('close', () => rows.destroy());
    return rows.pipe(csv);
  }

  async *#rows(tenantId: TenantId, id: BroadcastId) {
    let after = 0;
    for (;;) {
      const page = await this.queries.recipients(tenantId, id, { after, limit: ROWS_AT_ONCE });
      for (const row of page) yield cells(presentRecipient(row));
      const last = page.at(-1);
      if (last === undefined || page.length < ROWS_AT_ONCE) return;
      after = last.place;
    }
  }
}
