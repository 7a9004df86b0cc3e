import { sql } from 'kysely';
import { DURATION_CLASSES } from './duration-classes-policy.ts';

const messageGroups = ['text', 'media', 'interactive', 'other'] as const;
const directions = ['inbound', 'outbound'] as const;

const messageColumns = directions.flatMap((direction) =>
  messageGroups.map((group) => `${direction}_${group}` as const),
);
const eventColumns = ['opened', 'reopened', 'assigned', 'closed'] as const;

/** What is counted, as columns of statistics_counts. */
export const countColumns = [
  ...messageColumns,
  ...eventColumns,
  'first_responses',
  'first_response_ms',
  'resolutions',
  'resolution_ms',
] as const;

/** Sums of all that is counted. */
export type Counts = Record<(typeof countColumns)[number], number>;

const ofMeasure = (sum: string, condition: string): string =>
  `coalesce(sum(${sum}) filter (where ${condition}), 0)::bigint`;

const plain = [...messageColumns, ...eventColumns].map((measure) =>
  ofMeasure('count', `measure = '${measure}'`),
);
const timed = (measure: string): string[] => [
  ofMeasure('count', `measure = '${measure}' and duration_ms is not null`),
  ofMeasure('duration_ms', `measure = '${measure}'`),
];
const classes = Array.from({ length: DURATION_CLASSES }, (_, place) => place);

/** The count columns, from rows of statistics_deltas. */
export const countsOfDeltas = sql.raw([...plain, ...timed('first_response'), ...timed('closed')].join(', '));

/** The classes of durations, from rows of statistics_deltas of one measure. */
export const classesOfDeltas = sql.raw(
  `array[${classes.map((place) => ofMeasure('count', `duration_class = ${String(place)}`)).join(', ')}]`,
);

/** The sums of the count columns, from rows that have them. */
export const sumsOfCounts = sql.raw(
  countColumns.map((column) => `coalesce(sum(${column}), 0)::bigint as ${column}`).join(', '),
);

/** The sums of the classes, from rows that have `classes`. */
export const sumsOfClasses = sql.raw(
  `array[${classes.map((place) => `sum(classes[${String(place + 1)}])`).join(', ')}]::integer[]`,
);
