import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { proto } from 'baileys';
import { z } from 'zod';
import { loadBaileys } from '../baileys.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { bareJid } from './jid.ts';
import { unwrapped } from './message-content.ts';
import { PollsQueries, type Poll } from './polls.queries.ts';
import type { MessageKey, WebMessage } from './web-update.ts';

const base64 = z
  .string()
  .min(1)
  .transform((text) => Buffer.from(text, 'base64'));
const Vote = z.looseObject({
  pollUpdateMessage: z.looseObject({
    pollCreationMessageKey: z.looseObject({
      id: z.string().min(1),
      fromMe: z.boolean().nullish(),
      remoteJid: z.string().nullish(),
      participant: z.string().nullish(),
    }),
    vote: z.looseObject({ encPayload: base64, encIv: base64 }),
  }),
});
type Vote = z.infer<typeof Vote>['pollUpdateMessage'];

/** Decrypts votes: a vote names its options by hash, sealed with a secret that only the poll itself has. */
@Injectable()
export class PollVotes {
  constructor(private readonly polls: PollsQueries) {}

  /**
   * The options that a message chose; undefined when it is no vote, or one on a poll that we do not have.
   * @param ours addresses of our own number
   */
  async read(
    { tenantId, instanceId }: SessionHold,
    message: WebMessage,
    ours: readonly string[],
  ): Promise<string[] | undefined> {
    const found = Vote.safeParse(unwrapped(message.message ?? {}).content);
    if (!found.success) return undefined;
    const vote = found.data.pollUpdateMessage;
    const poll = await this.polls.find(tenantId, instanceId, vote.pollCreationMessageKey.id);
    if (poll === undefined) return undefined;
    const { decryptPollVote } = await loadBaileys();
    // Both may be named by number or by LID; only the right pair opens the seal.
    for (const pollCreatorJid of creatorsOf(vote, message.key, ours))
      for (const voterJid of authorsOf(message.key, ours)) {
        const opened = attempt(() =>
          decryptPollVote(vote.vote, {
            pollCreatorJid,
            pollMsgId: vote.pollCreationMessageKey.id,
            pollEncKey: poll.secret,
            voterJid,
          }),
        );
        if (opened !== undefined) return chosen(poll, opened);
      }
    return undefined;
  }
}

function creatorsOf(
  { pollCreationMessageKey: poll }: Vote,
  key: MessageKey,
  ours: readonly string[],
): string[] {
  const named = [
    poll.participant,
    poll.remoteJid,
    key.remoteJid,
    key.remoteJidAlt,
    key.participant,
    key.participantAlt,
  ];
  return unique([...ours, ...named]);
}

const authorsOf = (key: MessageKey, ours: readonly string[]): string[] =>
  unique(
    key.fromMe === true ? [...ours] : [key.participant, key.participantAlt, key.remoteJid, key.remoteJidAlt],
  );

const unique = (jids: (string | null | undefined)[]): string[] => [
  ...new Set(jids.flatMap((jid) => (jid ? bareJid(jid) : []))),
];

function attempt(open: () => proto.Message.PollVoteMessage): proto.Message.PollVoteMessage | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

function chosen({ options }: Poll, { selectedOptions }: proto.Message.PollVoteMessage): string[] {
  const byHash = new Map(options.map((name) => [createHash('sha256').update(name).digest('hex'), name]));
  return selectedOptions.map((hash) => {
    const hex = Buffer.from(hash).toString('hex');
    return byHash.get(hex) ?? hex;
  });
}
