import type { BinaryNode } from 'baileys';
import { statusArrival, type Arrival } from './events-to-updates.ts';
import { bareJid, isConversation } from './jid.ts';
import { isUsualId } from './stanza.ts';

type Told = Pick<Parameters<typeof statusArrival>[0], 'status' | 'isPlayed'>;

// A receipt without a type says that the message was delivered (Utils/generics.js, getStatusFromReceiptType).
const byType: Readonly<Record<string, Told>> = {
  '': { status: 'delivered' },
  read: { status: 'read' },
  played: { status: 'read', isPlayed: true },
};

/** What a receipt says of messages that our number sent: in a group, each member gives its own. */
export function receiptStatuses(
  { attrs, content }: BinaryNode,
  ours: readonly string[],
  now: Date,
): Arrival[] {
  const { id = '', from = '', participant, recipient, type = '', t } = attrs;
  const told = byType[type];
  // With a recipient it is of what the other one sent; our own devices tell nothing of what the other one has.
  const isOfOurs = recipient === undefined && !ours.includes(bareJid(participant ?? from));
  if (told === undefined || !isOfOurs || !isConversation(bareJid(from))) return [];
  const seconds = Number(t);
  const at = seconds > 0 ? new Date(seconds * 1_000) : now;
  return [id, ...itemsOf(content)]
    .filter(isUsualId)
    .flatMap(
      (whatsappId) =>
        statusArrival({ key: { id: whatsappId, fromMe: true }, at, participant, ...told }) ?? [],
    );
}

/** Further ids that a receipt is for. */
function itemsOf(content: BinaryNode['content']): string[] {
  const [list] = Array.isArray(content) ? content : [];
  const items = list?.tag === 'list' && Array.isArray(list.content) ? list.content : [];
  return items.flatMap(({ attrs }) => attrs['id'] ?? []);
}
