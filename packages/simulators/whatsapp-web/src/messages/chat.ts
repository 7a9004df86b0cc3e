import { normalizeMessageContent, proto } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { MessageRecord } from './archive.ts';
import type { Phone } from './phone.ts';
import { type ShownContent, type ShownMessage, shownContent } from './shown-content.ts';
import { textOf } from './text-of.ts';

/** The chat with one person as a phone shows it, oldest first: reactions, edits and deletions hang on their message. */
export function chatWith(phone: Phone, other: Account): ShownMessage[] {
  const records = phone.archive.list().filter((record) => isBetween(record, phone.account, other));
  return records
    .flatMap((record) => {
      const content = shownContent(record.message);
      return content === undefined ? [] : [{ record, content }];
    })
    .sort((a, b) => a.record.at - b.record.at)
    .map(({ record, content }) => ({
      ...changed(content, record.whatsappId, records),
      id: record.whatsappId,
      isMine: record.author.account === phone.account,
      at: record.at,
      state: stateOf(phone, record),
      reactions: reactionsTo(record.whatsappId, records, phone.account),
    }));
}

function isBetween({ to, author }: MessageRecord, mine: Account, other: Account): boolean {
  if (to.kind !== 'person') return false;
  return author.account === mine ? to.account === other : author.account === other && to.account === mine;
}

function stateOf(phone: Phone, { author, whatsappId }: MessageRecord): ShownMessage['state'] {
  if (author.account !== phone.account) return phone.hasRead(whatsappId) ? 'read' : 'delivered';
  const receipts = new Set(phone.receiptsFor(whatsappId).map(({ type }) => type));
  if (receipts.has('read') || receipts.has('played')) return 'read';
  return receipts.has('delivered') ? 'delivered' : 'sent';
}

function changed(content: ShownContent, id: string, records: readonly MessageRecord[]): ShownContent {
  const { Type } = proto.Message.ProtocolMessage;
  const changes = records
    .map(({ message }) => normalizeMessageContent(message)?.protocolMessage)
    .filter((change) => change?.key?.id === id);
  if (changes.some((change) => change?.type === Type.REVOKE)) return { type: 'deleted' };
  const edit = changes.findLast((change) => change?.type === Type.MESSAGE_EDIT)?.editedMessage;
  return edit ? { ...content, text: textOf(edit) ?? content.text, isEdited: true } : content;
}

/** The last one of each side counts; an empty one takes it back. */
function reactionsTo(
  id: string,
  records: readonly MessageRecord[],
  mine: Account,
): ShownMessage['reactions'] {
  return [false, true].flatMap((isMine) => {
    const last = records.findLast(
      ({ author, message }) =>
        (author.account === mine) === isMine &&
        normalizeMessageContent(message)?.reactionMessage?.key?.id === id,
    );
    const emoji = last && normalizeMessageContent(last.message)?.reactionMessage?.text;
    return emoji ? [{ isMine, emoji }] : [];
  });
}
