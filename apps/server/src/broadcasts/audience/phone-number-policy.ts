import { parsePhoneNumberFromString } from 'libphonenumber-js';

const WITH_COUNTRY_CODE = /^\+?\d{7,15}$/;

/**
 * Reads a number as people keep it in tables: E.164, with or without blanks, brackets, dots and hyphens. Spreadsheets eat the
 * plus sign; a number without it has to be a real one of the country it begins with, so that one without its country code is
 * not taken for a foreign one.
 * @returns E.164, or undefined when it is no number
 */
export function phoneNumberOf(text: string): string | undefined {
  const compact = text.replaceAll(/[\s().-]/g, '');
  if (!WITH_COUNTRY_CODE.test(compact)) return undefined;
  const hasPlus = compact.startsWith('+');
  const parsed = parsePhoneNumberFromString(hasPlus ? compact : `+${compact}`);
  return (hasPlus ? parsed?.isPossible() : parsed?.isValid()) === true ? parsed?.number : undefined;
}
