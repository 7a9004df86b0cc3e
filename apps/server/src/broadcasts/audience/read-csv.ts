import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { contactColumnOf } from '@recado/contracts';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { invalidRequest } from '../../platform/http/validation-pipe.ts';
import type { AudienceLine } from './audience-policy.ts';

const SEPARATORS = [',', ';', '\t'] as const;
/** Parsed at once; between two pieces other requests get their turn. */
const PIECE_CHARACTERS = 64 * 1024;

const Line = z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) });

/** The separator that the heading uses most. */
function separatorOf(csv: string): string {
  const [heading = ''] = csv.split(/\r?\n/, 1);
  const count = (separator: string) => heading.split(separator).length;
  return SEPARATORS.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

async function* pieces(csv: string): AsyncGenerator<string> {
  for (let at = 0; at < csv.length; at += PIECE_CHARACTERS) {
    yield csv.slice(at, at + PIECE_CHARACTERS);
    await setImmediate();
  }
}

const unreadable = (message: string): Error => invalidRequest([{ path: ['audience', 'csv'], message }]);

function phoneColumn(headings: string[]): number {
  const place = headings.findIndex((heading) => contactColumnOf(heading) === 'phone');
  if (place === -1)
    throw unreadable(
      `None of the columns ${headings.map((heading) => `"${heading.slice(0, 40)}"`).join(', ')} is named phone`,
    );
  return place;
}

const variablesOf = (headings: string[], cells: string[], phone: number): Record<string, string> =>
  Object.fromEntries(
    headings.flatMap((heading, column) => {
      const cell = cells[column];
      return column === phone || heading === '' || cell === undefined || cell === '' ? [] : [[heading, cell]];
    }),
  );

/**
 * Reads a table with a heading: separated by comma, semicolon or tab, quoted as RFC 4180 says, with or without a byte order mark.
 * One column holds the numbers, the others become variables; an empty cell is none.
 * @throws AppError invalid_request that names the line
 */
export async function readCsv(csv: string): Promise<AudienceLine[]> {
  const parser = parse({
    bom: true,
    delimiter: separatorOf(csv),
    info: true,
    skip_empty_lines: true,
    trim: true,
  });
  const lines: AudienceLine[] = [];
  let headings: string[] | undefined;
  let phone = 0;
  try {
    for await (const parsed of Readable.from(pieces(csv)).pipe(parser)) {
      const { record, info } = Line.parse(parsed);
      if (headings === undefined) {
        headings = record;
        phone = phoneColumn(headings);
      } else
        lines.push({
          line: info.lines,
          phoneNumber: record[phone] ?? '',
          variables: variablesOf(headings, record, phone),
        });
    }
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(error.message);
    throw error;
  }
  return lines;
}
