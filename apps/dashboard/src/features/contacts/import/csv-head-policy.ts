import { contactColumnOf, type ContactColumn } from '@recado/contracts/contact-columns';

/** The beginning of a file: its headings and the first rows under them. */
export interface CsvHead {
  headings: string[];
  rows: string[][];
}

const separators = [',', ';', '\t'] as const;

/** The separator that the heading has most of. */
function separatorOf(text: string): string {
  const [heading = ''] = text.split(/\r?\n/, 1);
  const counts = separators.map((separator) => heading.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** A cell, quoted or not, and what ends it. */
const cellBefore = (separator: string): RegExp =>
  new RegExp(`("(?:[^"]|"")*"|[^"${separator}\\r\\n]*)(${separator}|\\r?\\n|$)`, 'gy');

const plain = (cell: string): string =>
  (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell).trim();

/** Reads the beginning of a table, quotes and line ends within them included. */
export function headOf(file: string, mostRows: number): CsvHead {
  const text = file.replace(/^\uFEFF/, '');
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, cell = '', end = ''] of text.matchAll(cellBefore(separatorOf(text)))) {
    line.push(plain(cell));
    if (separators.some((separator) => separator === end)) continue;
    if (line.some((one) => one !== '')) lines.push(line);
    line = [];
    if (lines.length > mostRows) break;
  }
  const [headings = [], ...rows] = lines;
  return { headings, rows: rows.slice(0, mostRows) };
}

/** What a heading stands for, as the import reads it: a column of contacts, a field of its own, or nothing. */
export function columnOf(heading: string): ContactColumn | 'field' | 'none' {
  if (heading === '') return 'none';
  return contactColumnOf(heading) ?? 'field';
}
