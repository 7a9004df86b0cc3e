import type { InboundContent } from '@recado/contracts';

/** What WhatsApp calls a contact. One message may bring several names of the same contact. */
export interface Identity {
  kind: 'phone' | 'bsuid' | 'username' | 'lid' | 'group';
  /** For phone: + and digits. */
  value: string;
}

/** A file that came with a message and is still at the provider. */
export interface InboundMedia {
  providerMediaId: string;
  kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  mimeType: string;
  fileName: string | undefined;
  sha256: string | undefined;
}

export interface InboundMessage {
  kind: 'message';
  whatsappId: string;
  /** First the one to answer to; never empty. */
  from: [Identity, ...Identity[]];
  profileName: string | undefined;
  at: Date;
  content: InboundContent;
  media: InboundMedia | undefined;
  replyToWhatsappId: string | undefined;
  /** Kept in the message's metadata: referral, forwarded, and the raw form of unsupported types. */
  metadata: Record<string, unknown>;
}

export interface StatusUpdate {
  kind: 'status';
  whatsappId: string;
  /** Recado's id of the message, when the provider echoes it. */
  messageId: string | undefined;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  at: Date;
  error: { code: string; detail: string } | undefined;
  details: Record<string, unknown>;
}

/** A contact got a new identity; the old one, when it is known, is its anchor. */
export interface IdentityChange {
  kind: 'identity_changed';
  from: Identity[];
  to: Identity;
}

/** An event of a number or account that changes nothing in conversations: template states, quality, alerts. */
export interface AccountNotice {
  kind: 'notice';
  topic: string;
  details: Record<string, unknown>;
}

export type InboundUpdate = InboundMessage | StatusUpdate | IdentityChange | AccountNotice;
