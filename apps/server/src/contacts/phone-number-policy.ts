import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** The number as E.164, of what somebody typed with its country code and a plus sign; undefined when it can be no number. */
export function phoneNumberOf(text: string): string | undefined {
  if (!text.startsWith('+')) return undefined;
  const parsed = parsePhoneNumberFromString(text);
  return parsed?.isPossible() === true ? parsed.number : undefined;
}
