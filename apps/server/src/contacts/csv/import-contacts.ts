import { Injectable } from '@nestjs/common';
import {
  MOST_IMPORT_ROWS,
  type ContactId,
  type ContactImportQuery,
  type ContactImportReport,
  type ContactImportRow,
} from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { againAfterDeadlock } from '../../platform/database/violations.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { assertWholeTenant } from '../whole-tenant.ts';
import { columnOf, refusalOfHeadings, type Column } from './contact-columns-policy.ts';
import { ContactImportsRepository, type WrittenContact } from './contact-imports.repository.ts';
import { ImportReport } from './import-report.ts';
import { importedChange, readRow, type ImportedRow } from './import-row-policy.ts';
import { readLines } from './read-rows.ts';

/** Rows that are written together: few enough that nobody waits long for their contacts. */
const BATCH = 500;
const MOST_AT_ONCE = 2;
const MOST_TRIES = 3;

interface PendingRow {
  line: number;
  row: ImportedRow;
}

/**
 * Takes contacts from a CSV file while it arrives, in batches of which each is written as a whole. What was written stays when a
 * later line is bad: the report tells of each, and the same file again changes nothing twice.
 */
@Injectable()
export class ImportContacts {
  #running = 0;

  constructor(
    private readonly database: Database,
    private readonly repository: ContactImportsRepository,
    private readonly recordAudit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError forbidden, rate_limited, invalid_request (no phone column), payload_too_large */
  async execute(
    caller: Caller,
    body: AsyncIterable<Uint8Array>,
    { report }: ContactImportQuery,
  ): Promise<ContactImportReport> {
    assertWholeTenant(caller);
    if (this.#running >= MOST_AT_ONCE)
      throw new AppError('rate_limited', 'Too many imports are running', { retryAfterSeconds: 10 });
    const result = new ImportReport(report);
    this.#running += 1;
    try {
      await this.#take(caller, body, result);
    } finally {
      this.#running -= 1;
      await this.#audit(caller, result);
    }
    return result.asBody();
  }

  async #take(caller: Caller, body: AsyncIterable<Uint8Array>, result: ImportReport): Promise<void> {
    let columns: Column[] | undefined;
    let pending = new Map<string, PendingRow>();
    const flush = async () => {
      const rows = [...pending.values()];
      pending = new Map();
      await this.#write(caller, rows, result);
    };
    for await (const read of readLines(body)) {
      if (columns === undefined) {
        columns = 'cells' in read ? columnsOf(read.cells) : columnsOf([]);
        continue;
      }
      const row = rowOf(read, columns, result);
      if (row === undefined) continue;
      // A number that is there twice is taken twice, one after the other.
      if (pending.has(row.phoneNumber) || pending.size >= BATCH) await flush();
      pending.set(row.phoneNumber, { line: read.line, row });
    }
    if (columns === undefined) columnsOf([]);
    await flush();
  }

  async #write({ tenantId }: Caller, rows: PendingRow[], result: ImportReport): Promise<void> {
    for (let tries = 1; rows.length > 0; tries += 1) {
      const outcomes = await againAfterDeadlock(() =>
        this.database
          .inTenant(tenantId, (tx) => this.#writeBatch(tenantId, tx, rows))
          .catch((error: unknown) => {
            if (error instanceof NumberTaken && tries < MOST_TRIES) return undefined;
            throw error;
          }),
      );
      if (outcomes === undefined) continue;
      for (const outcome of outcomes) result.add(outcome);
      return;
    }
  }

  /** @throws NumberTaken */
  async #writeBatch(tenantId: Caller['tenantId'], tx: Tx, rows: PendingRow[]): Promise<ContactImportRow[]> {
    const known = await this.repository.lock(
      tenantId,
      tx,
      rows.map(({ row }) => row.phoneNumber),
    );
    const created: WrittenContact[] = [];
    const updated: WrittenContact[] = [];
    const outcomes = rows.map(({ line, row }): ContactImportRow => {
      const before = known.get(row.phoneNumber);
      const change = importedChange(before && withoutId(before), row);
      if ('reason' in change) return { line, outcome: 'failed', contactId: null, reason: change.reason };
      const id = before?.id ?? this.clock.newId<ContactId>();
      const written = { ...change.fields, id, phoneNumber: row.phoneNumber };
      if (before === undefined) created.push(written);
      else if (change.isChanged) updated.push(written);
      const changed = before === undefined ? 'created' : 'updated';
      return {
        line,
        outcome: change.isChanged ? changed : 'unchanged',
        contactId: id,
        reason: change.note ?? null,
      };
    });
    if (!(await this.repository.insert(tenantId, tx, created))) throw new NumberTaken();
    await this.repository.update(tenantId, tx, updated);
    return outcomes;
  }

  /** One row for the whole import; the contacts themselves say since when and why they opted in. */
  async #audit(caller: Caller, result: ImportReport): Promise<void> {
    const { total, created, updated, unchanged, failed } = result.asBody();
    if (total === 0) return;
    await this.database.inTenant(caller.tenantId, (tx) =>
      this.recordAudit.execute(caller.tenantId, tx, caller, {
        action: 'contact.imported',
        resourceType: 'contact',
        resourceId: null,
        after: { total, created, updated, unchanged, failed },
      }),
    );
  }
}

/** Another transaction gave one of the numbers to somebody in the same moment. */
class NumberTaken extends Error {}

const withoutId = ({
  name,
  email,
  labels,
  customFields,
  consent,
}: WrittenContact | Omit<WrittenContact, 'phoneNumber'>) => ({
  name,
  email,
  labels,
  customFields,
  consent,
});

/** @throws AppError invalid_request */
function columnsOf(headings: string[]): Column[] {
  const columns = headings.map((heading) => columnOf(heading.trim()));
  const refusal = refusalOfHeadings(columns);
  if (refusal !== undefined)
    throw new AppError('invalid_request', refusal, { errors: [{ path: 'file', message: refusal }] });
  return columns;
}

function rowOf(
  read: { line: number; cells: string[] } | { line: number; reason: string },
  columns: Column[],
  result: ImportReport,
): ImportedRow | undefined {
  if ('reason' in read) {
    result.fail(read.line, read.reason);
    return undefined;
  }
  if (result.rowsSeen >= MOST_IMPORT_ROWS) {
    result.failBeyond(read.line);
    return undefined;
  }
  const row = readRow(columns, read.cells);
  if ('reason' in row) {
    result.fail(read.line, row.reason);
    return undefined;
  }
  result.see();
  return row;
}
