/** Protocol buffers give an empty text where there is none. */
export const nonEmpty = (text: string | null | undefined): string | undefined =>
  text == null || text === '' ? undefined : text;

/** Without the fields that are not there. */
export function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
