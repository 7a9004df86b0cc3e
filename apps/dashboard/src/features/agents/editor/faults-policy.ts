/** What of an issue of Zod is read here. */
export interface Issue {
  code?: string | undefined;
  path: readonly PropertyKey[];
  origin?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  format?: string;
}

export type FaultKey =
  | 'required'
  | 'atLeast'
  | 'atMost'
  | 'tooLong'
  | 'tooMany'
  | 'address'
  | 'numbersDiffer'
  | 'saysNothing'
  | 'menuMissing'
  | 'unknownField'
  | 'invalid';

/** What is wrong with a field. */
export interface Fault {
  key: FaultKey;
  limit?: number;
  /** Nothing was entered yet: no reason to tell before somebody wants to save. */
  isBlank: boolean;
}

function valueAt(value: unknown, [name, ...rest]: readonly PropertyKey[]): unknown {
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return valueAt(Reflect.get(value, name), rest);
}

const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.every(isBlank));

/** Rules of our own, by the field that they are told at. */
const ownRules: Readonly<Record<string, FaultKey>> = {
  reply: 'saysNothing',
  options: 'numbersDiffer',
  menu: 'menuMissing',
};

function tooBig({ origin }: Issue): FaultKey {
  if (origin === 'string') return 'tooLong';
  return origin === 'array' ? 'tooMany' : 'atMost';
}

function keyOf(issue: Issue): FaultKey {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'required' : 'atLeast';
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format':
      return issue.format === 'url' ? 'address' : 'invalid';
    case 'unrecognized_keys':
      return 'unknownField';
    case 'custom':
      return ownRules[String(issue.path.at(-1))] ?? 'invalid';
    default:
      return 'invalid';
  }
}

const limitOf = (issue: Issue, key: FaultKey): number | undefined => {
  const limit = key === 'atLeast' ? issue.minimum : issue.maximum;
  return limit === undefined ? undefined : Number(limit);
};

/** The faults of what is typed, by the path of each field such as `configuration.rules.0.keywords`; of each field the first. */
export function faultsOf(issues: readonly Issue[], draft: unknown): Map<string, Fault> {
  const faults = new Map<string, Fault>();
  for (const issue of issues) {
    const path = issue.path.map(String).join('.');
    const blank = isBlank(valueAt(draft, issue.path));
    const isOwnRule = issue.code === 'custom';
    const key = blank && !isOwnRule ? 'required' : keyOf(issue);
    if (!faults.has(path))
      faults.set(path, { key, limit: limitOf(issue, key), isBlank: blank && key !== 'menuMissing' });
  }
  return faults;
}
