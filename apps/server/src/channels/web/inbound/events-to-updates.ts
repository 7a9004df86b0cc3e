import { createHash } from 'node:crypto';
import type { LIDMapping, WAMessage, WAMessageKey } from 'baileys';
import type { ReceivedUpdate } from '../../receive-updates.ts';
import { bareJid, isConversation } from './jid.ts';
import { plainJson } from './plain-json.ts';
import { isUndecryptable } from './stub-messages.ts';
import { WebMessage, type WebUpdate } from './web-update.ts';

/** An update to store, and what becomes of the ledger's entry of the message with its commit. */
export interface Arrival {
  kind: ReceivedUpdate['kind'];
  eventKey: string;
  payload: WebUpdate;
  ledger?: { id: string; becomes: 'closed' | 'lost' } | undefined;
}

type StatusName = Extract<WebUpdate, { update: 'status' }>['status'];

/**
 * A message as an update. What an undecryptable one stands for may come later under the same id, hence another key.
 * @throws ZodError when it is not what the library describes
 */
export function messageArrival(given: WAMessage): Arrival | undefined {
  // Of our own phone to its companions: keys, the history, answers to what was asked.
  if (given.category === 'peer') return undefined;
  const message = WebMessage.parse(plainJson(given));
  const { id, fromMe } = message.key;
  const chat = bareJid(message.key.remoteJid);
  if (!isConversation(chat)) return undefined;
  const isLost = isUndecryptable(message);
  return {
    kind: 'message',
    eventKey: `${isLost ? 'lost' : 'msg'}:${chat}:${id}:${fromMe === true ? '1' : '0'}`,
    payload: { update: 'message', message },
    ledger: { id, becomes: isLost ? 'lost' : 'closed' },
  };
}

export interface StatusTold {
  key: Pick<WAMessageKey, 'id' | 'fromMe'>;
  status: StatusName;
  at: Date;
  participant?: string | null | undefined;
  isPlayed?: boolean | undefined;
  error?: { code: string; detail: string } | undefined;
}

/** The keys under which statuses of a message to one person are kept. */
export const statusKeysOf = (whatsappId: string): string[] =>
  ['sent', 'delivered', 'read', 'played', 'failed'].map((status) => `st:${whatsappId}:${status}`);

/** A status of a message that our number sent; undefined for others. */
export function statusArrival({ key, status, at, participant, ...others }: StatusTold): Arrival | undefined {
  if (key.fromMe !== true || !key.id) return undefined;
  const whose = participant ? bareJid(participant) : undefined;
  const played = others.isPlayed === true ? 'played' : status;
  return {
    kind: 'status',
    eventKey: `st:${key.id}:${played}${whose === undefined ? '' : `:${whose}`}`,
    payload: {
      update: 'status',
      whatsappId: key.id,
      status,
      at: at.toISOString(),
      ...(whose !== undefined && { participant: whose }),
      ...(others.isPlayed === true && { isPlayed: true }),
      ...(others.error !== undefined && { error: others.error }),
    },
  };
}

/** What the server answered to a message of ours, where nobody waits for it any more: it ends a doubt. */
export function answerArrival(
  { id, error }: { id?: string; error?: string },
  now: Date,
): Arrival | undefined {
  const key = { id, fromMe: true };
  return error === undefined
    ? statusArrival({ key, status: 'sent', at: now })
    : statusArrival({
        key,
        status: 'failed',
        at: now,
        error: { code: error, detail: `WhatsApp refused the message with code ${error}` },
      });
}

/** Numbers and LIDs of the same people. */
export function mappingsArrival(pairs: readonly LIDMapping[]): Arrival | undefined {
  const known = pairs.map(({ lid, pn }) => ({ lid: bareJid(lid), pn: bareJid(pn) }));
  if (known.length === 0) return undefined;
  const digest = createHash('sha256').update(JSON.stringify(known)).digest('base64url');
  return { kind: 'notice', eventKey: `map:${digest}`, payload: { update: 'mappings', pairs: known } };
}
