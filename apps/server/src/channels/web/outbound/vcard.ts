import type { ContactCard } from '@recado/contracts';

/** Text in a vCard: commas, semicolons and backslashes are escaped, and a line break is two characters (RFC 2426). */
const text = (value: string | undefined): string =>
  (value ?? '').replaceAll(/[\\,;]/g, (character) => `\\${character}`).replaceAll(/\r?\n/g, '\\n');

const typed = (name: string, type: string | undefined): string =>
  type === undefined ? name : `${name};type=${type.replaceAll(/[^A-Za-z0-9-]/g, '')}`;

function phoneLine({ phone, type, waId }: NonNullable<ContactCard['phones']>[number]): string {
  const digits = (waId ?? phone).replaceAll(/\D/g, '');
  return `${typed('TEL', type)};waid=${digits}:${text(phone)}`;
}

function addressLine(address: NonNullable<ContactCard['addresses']>[number]): string {
  const parts = [
    undefined,
    undefined,
    address.street,
    address.city,
    address.state,
    address.zip,
    address.country,
  ];
  return `${typed('ADR', address.type)}:${parts.map(text).join(';')}`;
}

/** A contact as WhatsApp sends it. `waid` makes the number one that can be written to. */
export function vcardOf(card: ContactCard): string {
  const { name, phones = [], emails = [], addresses = [], organization, urls = [], birthday } = card;
  const names = [name.lastName, name.firstName, name.middleName, name.prefix, name.suffix];
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${names.map(text).join(';')}`,
    `FN:${text(name.formattedName)}`,
    ...(organization ? [`ORG:${[organization.company, organization.department].map(text).join(';')};`] : []),
    ...(organization?.title ? [`TITLE:${text(organization.title)}`] : []),
    ...phones.map(phoneLine),
    ...emails.map(({ email, type }) => `${typed('EMAIL', type)}:${text(email)}`),
    ...addresses.map(addressLine),
    ...urls.map(({ url, type }) => `${typed('URL', type)}:${text(url)}`),
    ...(birthday ? [`BDAY:${birthday}`] : []),
    'END:VCARD',
  ].join('\n');
}
