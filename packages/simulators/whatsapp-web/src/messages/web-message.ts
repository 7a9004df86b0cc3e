import { proto } from 'baileys';
import type { Account } from '../accounts/account.ts';
import { type AddressingMode, personJid } from '../signal/device.ts';
import type { Chat, MessageRecord } from './archive.ts';

/** The chat in which an account sees a message: that of a person is named after the other side. */
export function chatSeenBy(account: Account, { to, author }: MessageRecord): Chat {
  if (to.kind === 'group' || author.account === account) return to;
  return { kind: 'person', account: author.account };
}

/** The jid of a chat; groups have but one. */
export function chatJid(chat: Chat, mode: AddressingMode): string {
  return chat.kind === 'group' ? chat.group.id : personJid(chat.account, mode);
}

/** A message as the phone of an account keeps it, with the key by which it knows it. */
export function webMessage(
  record: MessageRecord,
  account: Account,
  mode: AddressingMode,
): proto.IWebMessageInfo {
  const chat = chatSeenBy(account, record);
  const { author } = record;
  const fromMe = author.account === account;
  const participant =
    chat.kind === 'group' && !fromMe ? personJid(author.account, chat.group.mode) : undefined;
  return {
    key: {
      remoteJid: chatJid(chat, mode),
      fromMe,
      id: record.whatsappId,
      ...(participant !== undefined && { participant }),
    },
    message: record.message,
    messageTimestamp: Math.floor(record.at / 1000),
    ...(!fromMe && { pushName: author.account.name }),
    ...(fromMe && { status: proto.WebMessageInfo.Status.READ }),
  };
}
