/** What was counted in a step of time that begins at `atMs`; a value for each series. */
export interface TimePoint {
  atMs: number;
  values: readonly number[];
}

/** A time from its beginning up to its end. */
export interface TimeSpan {
  fromMs: number;
  toMs: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY_MS = 24 * HOUR;

const sizes = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE);
const largeSizes = [1, 2, 3, 6, 24, 7 * 24].map((hours) => hours * HOUR);
const MOST_GROUPS = 72;
const MOST_TICKS = 7;
/** A closer look would show hardly anything. */
const LEAST_POINTS = 6;

/** Where a time is in the reader's own days, so that groups begin at full hours and at midnight there. */
const localMs = (atMs: number): number => atMs - new Date(atMs).getTimezoneOffset() * MINUTE;

const smallest = (choices: readonly number[], span: number, most: number): number =>
  choices.find((size) => span / size <= most) ?? choices.at(-1) ?? span;

/** How much time each group of points stands for, so that there are not too many of them to be told apart. */
export const groupSize = (span: TimeSpan, stepMs: number): number =>
  smallest(
    [...sizes, ...largeSizes].filter((size) => size % stepMs === 0),
    span.toMs - span.fromMs,
    MOST_GROUPS,
  );

/** Adds up points to groups of one size. A first group of which only a part lies in the time would look like a dip, and is left out. */
export function grouped(points: readonly TimePoint[], sizeMs: number, stepMs: number): TimePoint[] {
  const groups = [...Map.groupBy(points, ({ atMs }) => Math.floor(localMs(atMs) / sizeMs)).values()].map(
    (group) => ({
      atMs: group[0]?.atMs ?? 0,
      values: (group[0]?.values ?? []).map((_, series) =>
        group.reduce((sum, { values }) => sum + (values[series] ?? 0), 0),
      ),
      isWhole: group.length * stepMs >= sizeMs,
    }),
  );
  const [first] = groups;
  const shown = first !== undefined && !first.isWhole && groups.length > 2 ? groups.slice(1) : groups;
  return shown.map(({ atMs, values }) => ({ atMs, values }));
}

/** Which groups have their time written below them. */
export function ticksOf(groups: readonly TimePoint[], sizeMs: number): { index: number; everyMs: number }[] {
  const [first, last] = [groups[0], groups.at(-1)];
  if (first === undefined || last === undefined) return [];
  const steps = [...sizes.slice(2), ...largeSizes.slice(0, -1), ...[2, 5, 7].map((days) => days * DAY_MS)];
  const everyMs = smallest(
    steps.filter((step) => step >= sizeMs),
    last.atMs + sizeMs - first.atMs,
    MOST_TICKS,
  );
  return groups.flatMap(({ atMs }, index) =>
    Math.floor(localMs(atMs) / sizeMs) % Math.round(everyMs / sizeMs) === 0 ? [{ index, everyMs }] : [],
  );
}

/** What of a time is looked at closer: no less than a few steps, and never beyond what there is. */
export function within(wanted: TimeSpan, whole: TimeSpan, stepMs: number): TimeSpan {
  const length = Math.min(
    whole.toMs - whole.fromMs,
    Math.max(wanted.toMs - wanted.fromMs, LEAST_POINTS * stepMs),
  );
  const middle = (wanted.fromMs + wanted.toMs) / 2;
  const fromMs = Math.max(whole.fromMs, Math.min(middle - length / 2, whole.toMs - length));
  const snapped = Math.round(fromMs / stepMs) * stepMs;
  return { fromMs: snapped, toMs: snapped + Math.round(length / stepMs) * stepMs };
}

/** A shorter or longer time around a moment. */
export function scaled({ fromMs, toMs }: TimeSpan, aroundMs: number, factor: number): TimeSpan {
  const half = ((toMs - fromMs) * factor) / 2;
  return { fromMs: aroundMs - half, toMs: aroundMs + half };
}
