import { isDeepStrictEqual } from 'node:util';

const SECRET_NAME = /password|secret|token|hash|credential|api_?key|private|qr_?code/i;
const MASK = '••••';

function masked(name: string, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (SECRET_NAME.test(name)) return MASK;
  if (Array.isArray(value)) return value.map((part: unknown) => masked('', part));
  if (value instanceof Date || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, masked(field, part)]));
}

/** Only the fields that differ, before and after, with secrets masked: that a secret changed is seen, its value is not. */
export function changesOf(
  before: Record<string, unknown> | undefined,
  after: Record<string, unknown> | undefined,
): { before?: Record<string, unknown>; after?: Record<string, unknown> } {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const differing = [...names].filter((name) => !isDeepStrictEqual(before?.[name], after?.[name]));
  const pick = (row: Record<string, unknown>) =>
    Object.fromEntries(
      differing.filter((name) => name in row).map((name) => [name, masked(name, row[name])]),
    );
  return { ...(before && { before: pick(before) }), ...(after && { after: pick(after) }) };
}
