import type { Contact, UpdateContact } from '@recado/sdk';

/** A field of the tenant's own, as it is typed. */
export interface TypedField {
  name: string;
  value: string;
}

export interface TypedContact {
  name: string;
  email: string;
  labels: string[];
  fields: TypedField[];
}

/** What of a contact the form shows. */
export const typedOf = ({ name, email, labels, customFields }: Contact): TypedContact => ({
  name: name ?? '',
  email: email ?? '',
  labels,
  fields: Object.entries(customFields).map(([field, value]) => ({ name: field, value: String(value) })),
});

const emptyAsNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What to ask of the server: fields that are gone are taken out, and a field that was not touched keeps its kind. */
export function changeOf(contact: Contact, typed: TypedContact): UpdateContact {
  const kept = new Map(
    typed.fields
      .filter(({ name, value }) => name.trim() !== '' && value.trim() !== '')
      .map(({ name, value }) => [name.trim(), value.trim()]),
  );
  const before = Object.entries(contact.customFields);
  const gone = before.filter(([name]) => !kept.has(name)).map(([name]) => [name, null] as const);
  const changed = [...kept].filter(([name, value]) => String(contact.customFields[name] ?? '') !== value);
  return {
    name: emptyAsNull(typed.name),
    email: emptyAsNull(typed.email),
    labels: typed.labels,
    customFields: Object.fromEntries([...gone, ...changed]),
  };
}
