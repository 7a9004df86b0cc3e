import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { LogEntry, LogExportQuery } from '@recado/contracts';
import { stringify } from 'csv-stringify';
import { TenantReach } from '../platform/database/tenant-reach.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { harmlessCell } from './csv-cell-policy.ts';
import { LogsQueries } from './logs.queries.ts';

const CSV_COLUMNS = [
  'createdAt',
  'action',
  'resourceType',
  'resourceId',
  'userId',
  'apiKeyId',
  'actorName',
  'ipAddress',
  'userAgent',
  'changes',
  'id',
] satisfies (keyof LogEntry)[];

/** Each export holds a database connection for as long as its reader takes. */
const MOST_AT_ONCE = 3;
const LONGEST_STALL_MS = 60_000;

const csv = () =>
  stringify({
    header: true,
    columns: CSV_COLUMNS,
    record_delimiter: 'windows',
    cast: {
      string: harmlessCell,
      object: (value) => harmlessCell(JSON.stringify(value)),
    },
  });

async function* ndjson(entries: AsyncIterable<LogEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

/**
 * Streams the audit log out of one read of the database, as it was when the export began. Memory stays constant: rows
 * are read as fast as the reader takes them. A reader that goes away or stops ends the transaction.
 */
@Injectable()
export class ExportLogs implements BeforeApplicationShutdown {
  readonly #running = new Set<PassThrough>();

  constructor(
    private readonly reach: TenantReach,
    private readonly queries: LogsQueries,
  ) {}

  /** @throws AppError not_found for the tenant, rate_limited while too many exports run in this process */
  async execute(caller: Caller, query: LogExportQuery): Promise<Readable> {
    if (this.#running.size >= MOST_AT_ONCE)
      throw new AppError('rate_limited', 'Too many exports are running', { retryAfterSeconds: 10 });
    const output = new PassThrough();
    // Whoever reads it learns of the error too; without a listener one that comes before the reader would end the process.
    output.on('error', () => undefined);
    this.#running.add(output);
    const { promise: isOpen, resolve } = Promise.withResolvers<Readable>();
    const ended = this.reach
      .within(caller, query.tenantId, async (tenantId, tx) => {
        resolve(output);
        await write(this.queries.stream(caller, tenantId, tx, query), query.format, output);
        return output;
      })
      .finally(() => this.#running.delete(output));
    ended.catch((error: unknown) => output.destroy(error instanceof Error ? error : undefined));
    return Promise.race([isOpen, ended]);
  }

  /** A slow reader must not hold up the end of the process. */
  beforeApplicationShutdown(): void {
    for (const output of this.#running) output.destroy(new Error('the server stops'));
  }
}

async function write(
  entries: AsyncIterable<LogEntry>,
  format: LogExportQuery['format'],
  output: PassThrough,
): Promise<void> {
  const stall = setTimeout(
    () => output.destroy(new Error('the reader of an export stopped')),
    LONGEST_STALL_MS,
  );
  try {
    const moving = whileMoving(entries, stall);
    await (format === 'csv' ? pipeline(moving, csv(), output) : pipeline(moving, ndjson, output));
  } finally {
    clearTimeout(stall);
  }
}

async function* whileMoving(
  entries: AsyncIterable<LogEntry>,
  stall: NodeJS.Timeout,
): AsyncGenerator<LogEntry> {
  for await (const entry of entries) {
    stall.refresh();
    yield entry;
  }
}
