import { proto } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { AccountRegistry } from '../accounts/account-registry.ts';
import type { MessageRecord } from '../messages/archive.ts';
import { chatJid, chatSeenBy, webMessage } from '../messages/web-message.ts';
import { type AddressingMode, modeOf } from '../signal/device.ts';
import { conversationsOf, type HistoryPart } from './history-sync.ts';

/** What a client wants to know of the past of a chat. */
export interface OnDemandRequest {
  readonly account: Account;
  readonly accounts: AccountRegistry;
  /** What the phone keeps, oldest first. */
  readonly records: readonly MessageRecord[];
  readonly chatJid: string;
  /** The client wants what is older than this message. */
  readonly oldestMessageId: string;
  readonly oldestAtMs: number;
  readonly count: number;
}

/** The messages of a chat that are older than the oldest that the client has, newest first. */
export function onDemandPart(request: OnDemandRequest): HistoryPart {
  const mode = modeOf(request.chatJid);
  const past = pastMessages(request).filter((message) => isOlder(message, request));
  const kept = recordsOf(request, mode);
  const position = kept.findIndex(({ whatsappId }) => whatsappId === request.oldestMessageId);
  const older =
    position >= 0
      ? kept.slice(0, position)
      : kept.filter(({ at }) => request.oldestAtMs > 0 && at < request.oldestAtMs);
  const messages = [...past, ...older.map((record) => webMessage(record, request.account, mode))];
  return {
    syncType: proto.HistorySync.HistorySyncType.ON_DEMAND,
    chunkOrder: 0,
    progress: 100,
    conversations: [
      {
        id: request.chatJid,
        messages: messages
          .slice(-request.count)
          .reverse()
          .map((message) => ({ message })),
      },
    ],
  };
}

function recordsOf(
  { records, account, chatJid: wanted }: OnDemandRequest,
  mode: AddressingMode,
): MessageRecord[] {
  return records.filter((record) => chatJid(chatSeenBy(account, record), mode) === wanted);
}

/** From the time before the client was linked, oldest first. */
function pastMessages({ account, accounts, chatJid: wanted }: OnDemandRequest): proto.IWebMessageInfo[] {
  const conversation = conversationsOf(account, accounts).find(
    ({ id, lidJid }) => id === wanted || lidJid === wanted,
  );
  const messages = (conversation?.messages ?? []).flatMap(({ message }) => (message ? [message] : []));
  return messages.reverse();
}

function isOlder(message: proto.IWebMessageInfo, { oldestMessageId, oldestAtMs }: OnDemandRequest): boolean {
  if (message.key?.id === oldestMessageId) return false;
  return oldestAtMs === 0 || Number(message.messageTimestamp ?? 0) * 1000 < oldestAtMs;
}
