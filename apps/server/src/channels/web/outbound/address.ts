import type { Recipient } from '../../channel.ts';

/** WhatsApp's address of a recipient. @throws Error for ids that this protocol does not know */
export function jidOf({ kind, value }: Recipient): string {
  switch (kind) {
    case 'phone':
      return personJid(value);
    case 'lid':
    case 'group':
      return value;
    case 'bsuid':
      throw new Error('Business-scoped ids belong to the Cloud API');
  }
}

/** WhatsApp's address of a person named as E.164 or by WhatsApp's own id. */
export const personJid = (person: string): string =>
  person.includes('@') ? person : `${person.replace('+', '')}@s.whatsapp.net`;
