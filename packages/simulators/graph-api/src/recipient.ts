/** Whom a message is for: a telephone number, a business-scoped user id (BSUID), or a group. */
export type Recipient =
  | { readonly kind: 'phone'; readonly input: string; readonly key: string }
  | { readonly kind: 'user'; readonly input: string; readonly key: string }
  | { readonly kind: 'group'; readonly input: string; readonly key: string };

const PHONE = /^\+?[\d\s().-]+$/;
const USER_ID = /^[A-Za-z]{2,}\.[\w.-]{1,250}$/;

/**
 * Reads `to`. `key` is the number as bare digits, or the id as given; customers and the ledger are looked up by it.
 * Gives undefined when WhatsApp would not know whom it means.
 */
export function parseRecipient(input: string, recipientType: 'individual' | 'group'): Recipient | undefined {
  if (recipientType === 'group') return input === '' ? undefined : { kind: 'group', input, key: input };
  if (PHONE.test(input)) {
    const digits = bareDigits(input);
    return digits.length >= 5 && digits.length <= 15 ? { kind: 'phone', input, key: digits } : undefined;
  }
  return USER_ID.test(input) ? { kind: 'user', input, key: input } : undefined;
}

/** A telephone number without signs, as in `wa_id`. */
export function bareDigits(phoneNumber: string): string {
  return phoneNumber.replace(/\D/g, '');
}
