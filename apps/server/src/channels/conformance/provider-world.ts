import type { MediaKind, OutboundType } from '@recado/contracts';
import type { Channel, Connection, Recipient, UploadedFile } from '../channel.ts';
import type { Identity } from '../inbound-update.ts';

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
  /** Only where the channel's capabilities name a `recipientRate`. */
  | 'too fast for the recipient'
  | 'refused for good'
  /** Not where numbers are connected by a session: it ends then, and nothing is sent. */
  | 'access lost'
  | 'accepted, answer lost'
  | 'cut off';

/** WhatsApp ids that `shows` names. */
export interface NamedMessages {
  /** Of the customer's message that is reacted to. */
  inbound: string;
  /** Of our own message that is edited and deleted. */
  own: string;
}

/** A provider, played by its simulator over real sockets, with one number that the adapter connects to. */
export interface ProviderWorld {
  channel: Channel;
  connection: Connection;
  webhookUrl: string;
  customer: Recipient;
  /** All that the provider calls the customer by, first the one to answer to. */
  customerNames: Identity[];
  /** The same connection with an access that the provider does not accept; of a channel with sessions a number that is not linked. */
  withoutAccess: Connection;
  /** The same connection with nobody at the provider's end; of a channel with sessions a number whose session is closed. */
  withoutServer: Connection;
  nextSend(fate: Fate): void;
  /** What arrived at the customer's telephone, oldest first; `shows` is the content in the provider's form. */
  arrived(): { whatsappId: string; messageId: string | undefined; shows: unknown }[];
  /** What the telephone must show for each of `samples` that the channel can send. */
  shows(named: NamedMessages): Partial<Record<OutboundType, Json>>;
  /** The file that the links of `samples` lead to, where the channel does not fetch links. */
  linkedFile?(kind: MediaKind): UploadedFile;
  /** Whether the message that arrived last has this file, which was uploaded as `providerMediaId`. */
  lastHasFile(providerMediaId: string, bytes: Buffer): Promise<boolean>;
  customerSends(message: FromCustomer): void | Promise<void>;
  /** What the provider told since the last call, as it would be stored; waits until it has told all. */
  told(): Promise<unknown[]>;
  close(): Promise<void>;
}
