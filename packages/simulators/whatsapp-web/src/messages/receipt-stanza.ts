import type { Account } from '../accounts/account.ts';
import { type AddressingMode, type Device, deviceJid } from '../signal/device.ts';
import { type Stanza, stanza } from '../stream/stanza.ts';
import type { Chat } from './archive.ts';

/** What a receipt says, as the protocol writes it; a delivered receipt has no type. */
export type ReceiptType = 'delivered' | 'read' | 'played' | 'retry';

export interface ReceiptFacts {
  readonly whatsappId: string;
  readonly type: ReceiptType;
  /** The device that read or received. */
  readonly by: Device;
  /** Where the message was sent. */
  readonly to: Chat;
  /** How the chat addresses people. */
  readonly mode: AddressingMode;
  readonly atSeconds: number;
}

/** A `<receipt>` on its way to the author of a message. */
export function receiptStanza(facts: ReceiptFacts, content?: readonly Stanza[]): Stanza {
  const { by, to, mode } = facts;
  const whose =
    to.kind === 'group'
      ? { from: to.group.id, participant: deviceJid(by, to.group.mode) }
      : { from: deviceJid(by, mode) };
  return stanza(
    'receipt',
    {
      ...whose,
      id: facts.whatsappId,
      type: facts.type === 'delivered' ? undefined : facts.type,
      t: facts.atSeconds,
    },
    content,
  );
}

/** Sends a stanza to all clients of an account. */
export function deliverToAll(account: Account, made: Stanza): void {
  for (const companion of account.companions.values()) companion.deliver(made);
}
