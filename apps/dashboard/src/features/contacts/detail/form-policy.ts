import type { Contact, UpdateContact } from '@recado/sdk';

/** A contact as it stands in the fields of a form. */
export interface TypedContact {
  name: string;
  email: string;
  labels: string[];
  fields: { name: string; value: string }[];
}

export const typedOf = ({ name, email, labels, customFields }: Contact): TypedContact => ({
  name: name ?? '',
  email: email ?? '',
  labels: [...labels],
  fields: Object.entries(customFields).map(([field, value]) => ({ name: field, value: String(value) })),
});

/** What was not touched keeps its kind; what was typed is a text. */
const valueOf = (text: string, before: string | number | boolean | undefined): string | number | boolean =>
  before !== undefined && String(before) === text ? before : text;

/** What has to be changed of a contact; own fields that are gone from the form are taken out. */
export function changeOf(
  { customFields }: Contact,
  { name, email, labels, fields }: TypedContact,
): UpdateContact {
  const kept = fields
    .map((field) => ({ name: field.name.trim(), value: field.value }))
    .filter((field) => field.name !== '' && field.value !== '');
  const gone = Object.keys(customFields).filter((field) => !kept.some((other) => other.name === field));
  return {
    name: name.trim() === '' ? null : name.trim(),
    email: email.trim() === '' ? null : email.trim(),
    labels,
    customFields: Object.fromEntries([
      ...gone.map((field) => [field, null] as const),
      ...kept.map((field) => [field.name, valueOf(field.value, customFields[field.name])] as const),
    ]),
  };
}
