import type { proto } from 'baileys';

/** A message from before a client was linked. */
export interface PastMessage {
  readonly whatsappId?: string | undefined;
  /** The author's phone number; the account itself when not given. */
  readonly from?: string | undefined;
  readonly text?: string | undefined;
  /** Any content, in place of a text. */
  readonly message?: proto.IMessage | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** A chat from before a client was linked. */
export interface PastChat {
  /** Phone number of the other side, or the id of a group. */
  readonly with: string;
  readonly name?: string | undefined;
  readonly unread?: number | undefined;
  /** Oldest first. */
  readonly messages: readonly PastMessage[];
}
