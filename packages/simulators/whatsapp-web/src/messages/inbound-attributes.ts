import type { Account } from '../accounts/account.ts';
import { type AddressingMode, deviceJid, personJid } from '../signal/device.ts';
import type { MessageRecord } from './archive.ts';

type Attributes = Record<string, string | number | undefined>;

/**
 * The attributes of a `<message>` on its way to a companion of `receiver`: who wrote it, in which chat, and the same
 * person's other address (see extractAddressingContext in baileys' decode-wa-message).
 */
export function inboundAttributes(
  record: MessageRecord,
  receiver: Account,
  mode: AddressingMode,
): Attributes {
  const common = {
    id: record.whatsappId,
    t: Math.floor(record.at / 1000),
    notify: record.author.account.name,
  };
  if (record.to.kind === 'group')
    return { ...common, ...groupAttributes(record, record.to.group.mode), from: record.to.group.id };
  if (record.author.account === receiver)
    return { ...common, ...ownAttributes(record, record.to.account, mode) };
  return { ...common, ...directAttributes(record, mode) };
}

function directAttributes({ author }: MessageRecord, mode: AddressingMode): Attributes {
  return mode === 'lid'
    ? { from: deviceJid(author, 'lid'), addressing_mode: 'lid', sender_pn: author.account.jid }
    : { from: deviceJid(author, 'pn'), addressing_mode: 'pn', sender_lid: author.account.lid };
}

function groupAttributes({ author }: MessageRecord, mode: AddressingMode): Attributes {
  return mode === 'lid'
    ? { participant: deviceJid(author, 'lid'), addressing_mode: 'lid', participant_pn: author.account.jid }
    : { participant: deviceJid(author, 'pn'), addressing_mode: 'pn', participant_lid: author.account.lid };
}

/** A message that another device of the receiver wrote, such as its own phone. */
function ownAttributes({ author }: MessageRecord, peer: Account, mode: AddressingMode): Attributes {
  const common = { from: deviceJid(author, mode), recipient: personJid(peer, mode), addressing_mode: mode };
  return mode === 'lid'
    ? { ...common, peer_recipient_pn: peer.jid }
    : { ...common, peer_recipient_lid: peer.lid };
}
