import type { LogEntry } from '@recado/sdk';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const written = (value: unknown): string =>
  value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** An entry of the audit log in short: what was done, and each field that is text with both its values. */
export function changedFields({ action, changes }: LogEntry): string[] {
  const [before, after] = [changes['before'], changes['after']].map((side) => (isRecord(side) ? side : {}));
  const names = Object.keys({ ...before, ...after }).filter((name) => name !== 'identities');
  const isChange = Object.keys(before ?? {}).length > 0 && Object.keys(after ?? {}).length > 0;
  return [
    action,
    ...(isChange
      ? names.map((name) => `${name}: ${written(before?.[name])} → ${written(after?.[name])}`)
      : []),
  ];
}
