import type { OutboundType } from '@recado/contracts';
import type { Channel, Connection, Recipient } from '../channel.ts';

type Json = Record<string, unknown>;

/** What the suite has the customer send. */
export type FromCustomer =
  | { type: 'text'; body: string; answers?: string }
  | { type: 'image' | 'audio' | 'document'; bytes: Buffer; mimeType: string; fileName?: string }
  | { type: 'location'; latitude: number; longitude: number }
  | { type: 'contacts'; formattedName: string }
  | { type: 'reaction'; whatsappId: string; emoji: string }
  | { type: 'unknown' };

/** What becomes of the next send at the provider. */
export type Fate =
  | 'passing trouble'
  | 'too fast for the recipient'
  | 'refused for good'
  | 'access lost'
  | 'accepted, answer lost'
  | 'cut off';

/** A provider, played by its simulator over real sockets, with one number that the adapter connects to. */
export interface ProviderWorld {
  channel: Channel;
  connection: Connection;
  webhookUrl: string;
  customer: Recipient;
  /** The same connection with an access that the provider does not accept. */
  withoutAccess: Connection;
  /** The same connection with nobody at the provider's end. */
  withoutServer: Connection;
  nextSend(fate: Fate): void;
  /** What arrived at the customer's telephone, oldest first; `shows` is the content in the provider's form. */
  arrived(): { whatsappId: string; messageId: string | undefined; shows: unknown }[];
  /** What the telephone must show for each of `samples` that the channel can send; 'THE MESSAGE' stands for the WhatsApp id that is reacted to. */
  shows: Partial<Record<OutboundType, Json>>;
  customerSends(message: FromCustomer): void;
  /** What the provider told since the last call, as it would be stored; waits until it has told all. */
  told(): Promise<unknown[]>;
  close(): Promise<void>;
}
