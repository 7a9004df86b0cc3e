import { createHash, randomBytes } from 'node:crypto';
import { aesDecryptGCM, aesEncryptGCM, hmacSign, proto } from 'baileys';

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

/** Which of a poll's options somebody chose; throws when the vote is not for this poll or from somebody else. */
export function openVote(
  ballot: Ballot,
  vote: proto.Message.IPollEncValue,
  options: readonly string[],
): readonly string[] {
  const { encIv, encPayload } = vote;
  if (!encIv || !encPayload) throw new Error('The vote is empty');
  const opened = proto.Message.PollVoteMessage.decode(
    aesDecryptGCM(encPayload, keyFor(ballot), encIv, contextOf(ballot)),
  );
  const chosen = new Set(opened.selectedOptions.map((hash) => Buffer.from(hash).toString('hex')));
  return options.filter((option) => chosen.has(hashOf(option).toString('hex')));
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
