import type { PhoneNumber } from '../accounts.ts';
import { requiredMissing, valueNotValid } from '../graph-error.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Platform } from '../platform.ts';
import { requireProduct } from './parse-message.ts';

const TYPING_MS = 25_000;

/** Marks an inbound message, and those before it, as read by the business; may show that it types. */
export function markRead(platform: Platform, phoneNumber: PhoneNumber, body: JsonObject): void {
  requireProduct(body);
  const { state, sent } = findMessage(platform, phoneNumber, body);
  const isTyping = readTyping(body);
  for (const earlier of state.sent) {
    earlier.isReadByBusiness = true;
    if (earlier === sent) break;
  }
  if (isTyping) state.businessTypesUntil = platform.clock.now() + TYPING_MS;
}

function findMessage(platform: Platform, phoneNumber: PhoneNumber, body: JsonObject) {
  const messageId = body['message_id'];
  if (messageId === undefined) throw requiredMissing('The parameter message_id is required.');
  const found = typeof messageId === 'string' ? platform.customers.findSent(messageId) : undefined;
  if (found?.state.phoneNumberId !== phoneNumber.id) throw valueNotValid('Message ID is invalid');
  return found;
}

function readTyping(body: JsonObject): boolean {
  const typing = body['typing_indicator'];
  if (typing === undefined) return false;
  if (isJsonObject(typing) && typing['type'] === 'text') return true;
  throw valueNotValid("Param typing_indicator['type'] must be text.");
}
