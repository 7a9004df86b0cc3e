/** What `validateSearch` of a page gets from the address: anything at all. */
export type Search = Readonly<Record<string, unknown>>;

/** One of several words, or undefined. */
export const oneOf = <Word extends string | number>(
  value: unknown,
  words: readonly Word[],
): Word | undefined => words.find((word) => word === value);

/** A text that is not empty, or undefined. A router's address gives digits as a number. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** The server looks for nothing shorter. */
const SHORTEST_TEXT = 2;

/** Whether a text is long enough to be looked for. */
export const isSearchable = (text: string | undefined): text is string =>
  text !== undefined && text.length >= SHORTEST_TEXT;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);

/** An id, or undefined. */
export function uuidOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && isUuid(text) ? text : undefined;
}

/** A time as ISO 8601 in UTC, or undefined. */
export function momentOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString();
}

type Present<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** The same without what is undefined, so that addresses stay short. */
export function present<Values extends object>(values: Values): Present<Values>;
export function present(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
