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
  /** Our own number sent it, by other means than Recado; `from` is then whom it went to. */
  isFromUs?: boolean | undefined;
  /** It came, but could not be read; its content may come later. */
  isPlaceholder?: boolean | undefined;
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

/** Several names turned out to be of the same contact. */
export interface IdentitiesLinked {
  kind: 'identities_linked';
  identities: [Identity, Identity, ...Identity[]];
}

/** Who changed a message, and which. */
interface MessageChange {
  /** Of the message that is changed. */
  whatsappId: string;
  /** Whom the chat is with. */
  from: [Identity, ...Identity[]];
  isFromUs: boolean;
  /** In a group: who did it; empty in other chats. */
  participant: Identity[];
  at: Date;
}

/** The author put something else in place of a message. */
export interface MessageEdit extends MessageChange {
  kind: 'edited';
  content: InboundContent;
}

/** The author, or the admin of a group, deleted a message for everyone. */
export interface MessageDeletion extends MessageChange {
  kind: 'deleted';
}

/** An event of a number or account that changes nothing in conversations: template states, quality, alerts. */
export interface AccountNotice {
  kind: 'notice';
  topic: string;
  details: Record<string, unknown>;
}

export type InboundUpdate =
  | InboundMessage
  | MessageEdit
  | MessageDeletion
  | StatusUpdate
  | IdentityChange
  | IdentitiesLinked
  | AccountNotice;
