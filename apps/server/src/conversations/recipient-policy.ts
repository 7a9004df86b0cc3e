import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Recipient } from '../channels/index.ts';
import { AppError } from '../platform/http/app-error.ts';

// A group's id as WhatsApp writes it, and a business-scoped user id as Meta's page on them shows it.
const GROUP = /^[\d-]{5,64}@g\.us$/;
const BSUID = /^(?:user|[A-Z]{2})\.[A-Za-z0-9]{3,250}$/;
const LID = /^\d{5,32}@lid$/;

/**
 * Reads a recipient: an E.164 number, or the WhatsApp id of a group or user.
 * @throws AppError recipient_invalid
 */
export function parseRecipient(text: string): Recipient {
  if (GROUP.test(text)) return { kind: 'group', value: text };
  if (LID.test(text)) return { kind: 'lid', value: text };
  if (BSUID.test(text)) return { kind: 'bsuid', value: text };
  const phone = text.startsWith('+') ? parsePhoneNumberFromString(text) : undefined;
  if (phone?.isPossible() !== true)
    throw new AppError(
      'recipient_invalid',
      `"${text.slice(0, 40)}" is neither an E.164 number nor the WhatsApp id of a group or user`,
      {
        errors: [{ path: 'recipient', message: 'must be E.164, for example +5511999999999' }],
      },
    );
  return { kind: 'phone', value: phone.number };
}
