import { createHash } from 'node:crypto';
import type { PhoneNumber } from '../accounts.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { Platform } from '../platform.ts';

/** `GET /{phone-number-id}/message_history`: each accepted message with its statuses, and what became of their webhooks. */
export function messageHistory(
  platform: Platform,
  phoneNumber: PhoneNumber,
  wamid: string | undefined,
): object[] {
  const account = platform.accounts.businessAccounts.get(phoneNumber.businessAccountId);
  const callback = account && platform.accounts.callbackFor(account, phoneNumber);
  return entriesOf(platform, phoneNumber, wamid).map((entry) => ({
    id: numericId(entry.wamid),
    message_id: entry.wamid,
    events: {
      data: entry.events.map((event) => ({
        id: numericId(`${entry.wamid}:${event.status}`),
        delivery_status: event.status.toUpperCase(),
        timestamp: Math.floor(event.at / 1000),
        webhook_update_state:
          event.webhook === 'DELIVERED' || event.webhook === 'PENDING' ? event.webhook : 'FAILED',
        application: { id: account?.appId },
        ...(callback && { webhook_uri: callback.url }),
      })),
    },
  }));
}

function entriesOf(
  { ledger }: Platform,
  phoneNumber: PhoneNumber,
  wamid: string | undefined,
): readonly LedgerEntry[] {
  if (wamid === undefined) return ledger.entries().filter((entry) => entry.phoneNumberId === phoneNumber.id);
  const entry = ledger.byWamid(wamid);
  return entry?.phoneNumberId === phoneNumber.id ? [entry] : [];
}

function numericId(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest()
    .readBigUInt64BE()
    .toString()
    .padStart(16, '1')
    .slice(0, 16);
}
