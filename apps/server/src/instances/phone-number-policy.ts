import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { invalidRequest } from '../platform/http/validation-pipe.ts';

/**
 * The number of an instance as E.164. A number of the right length will do: Meta's test numbers are of no real range.
 * @throws AppError invalid_request
 */
export function instancePhoneNumber(text: string): string {
  const parsed = text.startsWith('+') ? parsePhoneNumberFromString(text) : undefined;
  if (parsed?.isPossible() !== true || parsed.ext !== undefined)
    throw invalidRequest([{ path: ['phoneNumber'], message: 'must be E.164, for example +5511999999999' }]);
  return parsed.number;
}
