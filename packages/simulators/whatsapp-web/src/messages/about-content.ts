import { proto } from 'baileys';
import { type AddressingMode, personJid } from '../signal/device.ts';
import type { Account } from '../accounts/account.ts';
import type { Chat, MessageRecord } from './archive.ts';
import type { MessageAbout } from './outgoing-message.ts';
import { sealVote } from './poll-vote.ts';

/** Who writes, where, and the message that it is about. */
export interface AboutContext {
  readonly account: Account;
  readonly chat: Chat;
  readonly mode: AddressingMode;
  readonly record: MessageRecord;
  readonly now: number;
}

/** The protocol's form of a message about another one. */
export function aboutContent(message: MessageAbout, context: AboutContext): proto.IMessage {
  const key = keyOf(context);
  const { Type } = proto.Message.ProtocolMessage;
  switch (message.type) {
    case 'reaction':
      return { reactionMessage: { key, text: message.emoji, senderTimestampMs: context.now } };
    case 'delete':
      return { protocolMessage: { type: Type.REVOKE, key } };
    case 'edit':
      return {
        protocolMessage: {
          type: Type.MESSAGE_EDIT,
          key,
          editedMessage: { conversation: message.text },
          timestampMs: context.now,
        },
      };
    case 'pollVote':
      return voteContent(message.choices, key, context);
  }
}

function voteContent(
  choices: readonly string[],
  key: proto.IMessageKey,
  { account, record, mode, now }: AboutContext,
): proto.IMessage {
  const secret = record.message.messageContextInfo?.messageSecret;
  if (!secret) throw new RangeError(`"${record.whatsappId}" is no poll`);
  const ballot = {
    secret,
    pollId: record.whatsappId,
    creatorJid: personJid(record.author.account, mode),
    voterJid: personJid(account, mode),
  };
  return {
    pollUpdateMessage: {
      pollCreationMessageKey: key,
      vote: sealVote(ballot, choices),
      senderTimestampMs: now,
    },
  };
}

/** The key by which the writer's phone knows a message. */
function keyOf({ account, chat, mode, record }: Omit<AboutContext, 'now'>): proto.IMessageKey {
  const fromMe = record.author.account === account;
  const author = personJid(record.author.account, mode);
  return {
    remoteJid: chat.kind === 'group' ? chat.group.id : personJid(chat.account, mode),
    fromMe,
    id: record.whatsappId,
    ...(chat.kind === 'group' && !fromMe && { participant: author }),
  };
}
