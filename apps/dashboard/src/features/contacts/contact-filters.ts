import type { Contact, ConsentStatus } from '@recado/sdk';
import { consents } from '../../lib/consent.ts';
import { isSearchable, oneOf, present, textOf, type Search } from '../../lib/search-params.ts';

/** What the list of contacts is narrowed to; it stands in the address. */
export interface ContactFilters {
  text?: string;
  label?: string;
  consent?: ConsentStatus;
  isBlocked?: 'true' | 'false';
}

/** Reads the address; what it does not know is as if it were not there. A router's address gives true as no text. */
export const contactFilters = (search: Search): ContactFilters =>
  present({
    text: textOf(search['text']),
    label: textOf(search['label']),
    consent: oneOf(search['consent'], consents),
    isBlocked: oneOf(String(search['isBlocked']), ['true', 'false'] as const),
  });

/** The filters as `GET /contacts` takes them. */
export const contactsQuery = ({ text, isBlocked, ...others }: ContactFilters) =>
  present({
    ...others,
    text: isSearchable(text) ? text : undefined,
    isBlocked: isBlocked === undefined ? undefined : isBlocked === 'true',
  });

/** Where those contacts are as a file. */
export function exportPath(filters: ContactFilters): string {
  const query = Object.entries(contactsQuery(filters)).map(([name, value]) => [name, String(value)]);
  return `/contacts/export?${new URLSearchParams(query).toString()}`;
}

/** What a contact is called, as far as anything is known. */
export const nameOf = ({ name, phoneNumber, identities }: Contact): string =>
  name ?? phoneNumber ?? identities[0]?.value ?? '–';

export const isGroup = ({ identities }: Contact): boolean => identities.some(({ kind }) => kind === 'group');
