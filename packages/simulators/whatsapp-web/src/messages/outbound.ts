import type { Companion } from '../accounts/account.ts';
import type { AddressingMode } from '../signal/device.ts';
import type { Stanza } from '../stream/stanza.ts';
import type { Chat } from './archive.ts';

/** A client's message on its way. */
export interface Outbound {
  readonly client: Companion;
  readonly stanza: Stanza;
  readonly whatsappId: string;
  /** As the client addressed it. */
  readonly address: string;
  readonly to: Chat;
  readonly mode: AddressingMode;
}
