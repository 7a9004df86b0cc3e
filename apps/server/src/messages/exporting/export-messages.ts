import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { MessageExportQuery, MessageWithContact } from '@recado/contracts';
import { stringify } from 'csv-stringify';
import type { Caller } from '../../platform/http/caller.ts';
import { encodeCursor } from '../../platform/http/cursor.ts';
import { MessagesQueries } from '../messages.queries.ts';
import { presentMessageWithContact } from '../present-message.ts';
import { cellsOf, messageColumnsOfExport } from './message-cells-policy.ts';

const ROWS_AT_ONCE = 1_000;

/** Messages as a table or as JSON, newest first. Read page by page, as fast as the reader takes them; no connection is held between. */
@Injectable()
export class ExportMessages {
  constructor(private readonly queries: MessagesQueries) {}

  async execute(caller: Caller, { format, ...filters }: MessageExportQuery): Promise<Readable> {
    const first = await this.#page(caller, filters, undefined);
    const messages = this.#messages(caller, filters, first);
    return format === 'csv' ? asCsv(messages) : Readable.from(asLines(messages));
  }

  async *#messages(
    caller: Caller,
    filters: Omit<MessageExportQuery, 'format'>,
    first: MessageWithContact[],
  ): AsyncGenerator<MessageWithContact> {
    let page = first;
    for (;;) {
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < ROWS_AT_ONCE) return;
      page = await this.#page(caller, filters, encodeCursor(last.createdAt, last.id));
    }
  }

  async #page(
    { tenantId, instanceIds }: Caller,
    filters: Omit<MessageExportQuery, 'format'>,
    cursor: string | undefined,
  ): Promise<MessageWithContact[]> {
    const query = { ...filters, cursor, limit: ROWS_AT_ONCE };
    const rows = await this.queries.history(tenantId, query, instanceIds);
    return rows.slice(0, ROWS_AT_ONCE).map(presentMessageWithContact);
  }
}

async function* asLines(messages: AsyncIterable<MessageWithContact>): AsyncGenerator<string> {
  for await (const message of messages) yield `${JSON.stringify(message)}\n`;
}

async function* asRows(
  messages: AsyncIterable<MessageWithContact>,
): AsyncGenerator<ReturnType<typeof cellsOf>> {
  for await (const message of messages) yield cellsOf(message);
}

function asCsv(messages: AsyncIterable<MessageWithContact>): Readable {
  const csv = stringify({ header: true, columns: [...messageColumnsOfExport], record_delimiter: 'windows' });
  const rows = Readable.from(asRows(messages));
  rows.on('error', (error) => csv.destroy(error));
  csv.on('close', () => rows.destroy());
  return rows.pipe(csv);
}
