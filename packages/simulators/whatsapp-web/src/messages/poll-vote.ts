import { createHash, randomBytes } from 'node:crypto';
import { aesEncryptGCM, hmacSign, proto } from 'baileys';

/** Whose poll it is and who votes, as the chat addresses them. */
export interface Ballot {
  readonly pollId: string;
  readonly creatorJid: string;
  readonly voterJid: string;
  /** The secret in the poll's message. */
  readonly secret: Uint8Array;
}

/** Encrypts a vote so that only those who have the poll can read it. */
export function sealVote(ballot: Ballot, choices: readonly string[]): proto.Message.IPollEncValue {
  const encIv = randomBytes(12);
  const vote = proto.Message.PollVoteMessage.encode({ selectedOptions: choices.map(hashOf) }).finish();
  return { encIv, encPayload: aesEncryptGCM(vote, keyFor(ballot), encIv, contextOf(ballot)) };
}

function keyFor({ pollId, creatorJid, voterJid, secret }: Ballot): Buffer {
  const context = Buffer.concat([
    Buffer.from(`${pollId}${creatorJid}${voterJid}Poll Vote`),
    Buffer.from([1]),
  ]);
  return Buffer.from(hmacSign(context, hmacSign(secret, Buffer.alloc(32))));
}

function contextOf({ pollId, voterJid }: Ballot): Buffer {
  return Buffer.from(`${pollId}\0${voterJid}`);
}

function hashOf(option: string): Buffer {
  return createHash('sha256').update(option).digest();
}
