import { MOST_CUSTOM_FIELDS, type CustomFields } from '@recado/contracts';

/** Fields after a change: what is absent from it stays, null takes out. */
export function mergedFields(
  before: CustomFields,
  changes: Readonly<Record<string, CustomFields[string] | null>>,
): CustomFields {
  const merged = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(changes))
    if (value === null) merged.delete(name);
    else merged.set(name, value);
  return Object.fromEntries(merged);
}

/** Why a contact cannot have these fields; undefined when it can. */
export const refusalOfFields = (fields: CustomFields): string | undefined =>
  Object.keys(fields).length > MOST_CUSTOM_FIELDS
    ? `a contact has at most ${String(MOST_CUSTOM_FIELDS)} fields of its own`
    : undefined;
