/** One field that differs. `before` is undefined for what was added, `after` for what was removed. */
export interface FieldChange {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before?: unknown;
  after?: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function changesBetween(before: unknown, after: unknown, path: string): FieldChange[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      changesBetween(before[name], after[name], path === '' ? name : `${path}.${name}`),
    );
  }
  // What is masked looks the same before and after, though it is listed because it differs.
  if (isSame(before, after)) return before === MASK ? [{ path, kind: 'changed', before, after }] : [];
  if (before === undefined) return [{ path, kind: 'added', after }];
  if (after === undefined) return [{ path, kind: 'removed', before }];
  return [{ path, kind: 'changed', before, after }];
}

/** In the place of a secret, as the server writes it. */
const MASK = '••••';

/** The fields that a change of the audit log names, one by one. What stands neither under `before` nor `after` was added. */
export function fieldChanges(changes: Readonly<Record<string, unknown>>): FieldChange[] {
  const { before, after, ...beside } = changes;
  return [
    ...changesBetween(isRecord(before) ? before : {}, isRecord(after) ? after : {}, ''),
    ...changesBetween({}, beside, ''),
  ];
}
