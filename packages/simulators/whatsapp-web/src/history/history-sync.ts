import { createHash } from 'node:crypto';
import { proto } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { AccountRegistry } from '../accounts/account-registry.ts';
import type { PastChat, PastMessage } from './past-chat.ts';

const { HistorySyncType } = proto.HistorySync;

/** One part of the history that a phone sends to a newly linked client. */
export type HistoryPart = proto.IHistorySync;

/** WhatsApp sends the last chats first, then the rest of the recent ones, and the names of people apart. */
export function historyParts(account: Account, accounts: AccountRegistry): HistoryPart[] {
  const chats = account.history;
  const conversations = conversationsOf(account, accounts);
  const phoneNumberToLidMappings = chats.flatMap((chat) => {
    const peer = accounts.byPhone(chat.with);
    return peer ? [{ pnJid: peer.jid, lidJid: peer.lid }] : [];
  });
  const bootstrap: HistoryPart = {
    syncType: HistorySyncType.INITIAL_BOOTSTRAP,
    chunkOrder: 0,
    progress: 100,
    conversations: conversations.map((conversation) => ({
      ...conversation,
      messages: (conversation.messages ?? []).slice(0, 1),
    })),
    phoneNumberToLidMappings,
  };
  if (chats.length === 0) return [bootstrap];
  return [
    bootstrap,
    { syncType: HistorySyncType.PUSH_NAME, pushnames: pushNames(chats, accounts) },
    {
      syncType: HistorySyncType.RECENT,
      chunkOrder: 1,
      progress: 100,
      conversations,
      phoneNumberToLidMappings,
    },
  ];
}

/** The past chats of an account; the latest comes first, and in each the newest message. */
export function conversationsOf(account: Account, accounts: AccountRegistry): proto.IConversation[] {
  return [...account.history]
    .sort((a, b) => latestOf(b) - latestOf(a))
    .map((chat) => conversationOf(chat, account, accounts));
}

function pushNames(chats: readonly PastChat[], accounts: AccountRegistry): proto.IPushname[] {
  return chats.flatMap((chat) => {
    const peer = accounts.byPhone(chat.with);
    return peer ? [{ id: peer.jid, pushname: peer.name }] : [];
  });
}

function conversationOf(chat: PastChat, account: Account, accounts: AccountRegistry): proto.IConversation {
  const peer = chat.with.includes('@g.us') ? undefined : accounts.byPhone(chat.with);
  const id = peer?.jid ?? chat.with;
  const messages = chat.messages.map((message) => ({
    message: webMessageOf(message, { id, account, accounts, isGroup: peer === undefined }),
  }));
  return {
    id,
    name: chat.name ?? peer?.name ?? null,
    lidJid: peer?.lid ?? null,
    unreadCount: chat.unread ?? 0,
    conversationTimestamp: Math.floor(latestOf(chat) / 1000),
    // The newest message comes first.
    messages: messages.reverse(),
  };
}

function webMessageOf(
  past: PastMessage,
  chat: {
    readonly id: string;
    readonly account: Account;
    readonly accounts: AccountRegistry;
    readonly isGroup: boolean;
  },
): proto.IWebMessageInfo {
  const author = past.from === undefined ? undefined : chat.accounts.byPhone(past.from);
  const isOwn = past.from === undefined || author === chat.account;
  const common = {
    message: past.message ?? { conversation: past.text ?? '' },
    messageTimestamp: Math.floor(past.at / 1000),
  };
  const key = { remoteJid: chat.id, fromMe: isOwn, id: past.whatsappId ?? idFor(chat.id, past) };
  if (isOwn || !author) return { ...common, key, status: proto.WebMessageInfo.Status.READ };
  return {
    ...common,
    key: chat.isGroup ? { ...key, participant: author.lid } : key,
    pushName: author.name,
  };
}

/** The same message has the same id whenever it is told of. */
function idFor(chatId: string, { at, text = '' }: PastMessage): string {
  const hash = createHash('sha256').update(`${chatId} ${at} ${text}`).digest('hex');
  return `3A${hash.slice(0, 18).toUpperCase()}`;
}

function latestOf(chat: PastChat): number {
  return chat.messages.at(-1)?.at ?? 0;
}
