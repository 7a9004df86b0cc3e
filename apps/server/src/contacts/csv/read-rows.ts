import { Readable, pipeline } from 'node:stream';
import { parse, type CsvError } from 'csv-parse';
import { MOST_IMPORT_BYTES } from '@recado/contracts';
import { z } from 'zod';
import { AppError } from '../../platform/http/app-error.ts';

/** One line of a file, or why it cannot be read. */
export type ReadLine = { line: number; cells: string[] } | { line: number; reason: string };

const SEPARATORS = [',', ';', '\t'] as const;
const MOST_ROW_CHARACTERS = 100_000;

const Parsed = z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) });

/** @throws AppError payload_too_large once there is more than an import takes */
async function* measured(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_IMPORT_BYTES) throw tooLarge();
    yield chunk;
  }
}

export const tooLarge = (): AppError =>
  new AppError(
    'payload_too_large',
    `A file may have ${String(MOST_IMPORT_BYTES / 1024 / 1024)} MB; split it`,
  );

/** The separator that the heading uses most. */
function separatorOf(beginning: string): string {
  const [heading = ''] = beginning.split(/\r?\n/, 1);
  const count = (separator: string) => heading.split(separator).length;
  return SEPARATORS.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

async function* withFirst(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/**
 * Reads a table as it arrives: separated by comma, semicolon or tab, quoted as RFC 4180 says, with or without a byte order mark.
 * A line whose quotes do not fit, or that is far too long, is told and left out.
 * @throws AppError payload_too_large
 */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<ReadLine> {
  const chunks = measured(body);
  const first = await chunks.next();
  if (first.done === true) return;
  const unreadable: ReadLine[] = [];
  const parser = parse({
    bom: true,
    delimiter: separatorOf(Buffer.from(first.value).toString()),
    info: true,
    max_record_size: MOST_ROW_CHARACTERS,
    on_skip: (error) => {
      unreadable.push({ line: lineOf(error), reason: error?.message ?? 'it cannot be read' });
      return undefined;
    },
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  // Errors of the body reach whoever reads the parser.
  pipeline(Readable.from(withFirst(first.value, chunks)), parser, () => undefined);
  for await (const parsed of parser) {
    const { record, info } = Parsed.parse(parsed);
    yield { line: info.lines, cells: record };
    yield* unreadable.splice(0);
  }
  yield* unreadable;
}

const ErrorPlace = z.object({ lines: z.int() });

const lineOf = (error: CsvError | undefined): number => ErrorPlace.safeParse(error).data?.lines ?? 0;
