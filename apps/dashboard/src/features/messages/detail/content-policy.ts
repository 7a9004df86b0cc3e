import type { Message } from '@recado/sdk';

type Content = Message['message']['content'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

export type MessageFile = { mediaId: string } | { link: string };

/** The file of a message: one of ours, or a public address. */
export function fileOf(content: Content): MessageFile | undefined {
  const fields: unknown = content;
  if (!isRecord(fields)) return undefined;
  const { mediaId, link } = fields;
  if (typeof mediaId === 'string') return { mediaId };
  return typeof link === 'string' ? { link } : undefined;
}

/** What a message offers to choose, or fills in: buttons, rows of a list, options of a poll, values of a template. */
export function choicesOf(content: Content): string[] {
  const fields: unknown = content;
  if (!isRecord(fields)) return [];
  const rows = listOf(fields['sections']).flatMap(({ rows: ofSection }) => listOf(ofSection));
  const parameters = listOf(fields['components']).flatMap(({ parameters: given }) => listOf(given));
  return [
    ...[...listOf(fields['buttons']), ...rows].map(({ title }) => title),
    ...parameters.map(({ text }) => text),
    ...textsOf(fields['options']),
  ].filter((choice) => typeof choice === 'string');
}
