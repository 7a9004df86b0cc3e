import type { JsonObject } from '../json.ts';

/** A file in a message that a customer sends. */
export interface InboundFile {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  /** For audio: a voice note. */
  readonly voice?: boolean | undefined;
  /** For a sticker. */
  readonly animated?: boolean | undefined;
}

interface InboundOptions {
  /** The wamid of the message that this one answers. */
  readonly replyTo?: string | undefined;
  readonly isForwarded?: boolean | undefined;
  /** The advertisement that led here. */
  readonly referral?: JsonObject | undefined;
}

/** A message that a customer can send, by type. */
export type InboundMessage = InboundOptions &
  (
    | { readonly type: 'text'; readonly text: { readonly body: string } }
    | { readonly type: 'image' | 'video' | 'audio' | 'document' | 'sticker'; readonly file: InboundFile }
    | {
        readonly type: 'location';
        readonly location: {
          readonly latitude: number;
          readonly longitude: number;
          readonly name?: string | undefined;
          readonly address?: string | undefined;
          readonly url?: string | undefined;
        };
      }
    | { readonly type: 'contacts'; readonly contacts: readonly JsonObject[] }
    /** An empty or missing emoji takes the reaction back. */
    | {
        readonly type: 'reaction';
        readonly reaction: { readonly message_id: string; readonly emoji?: string | undefined };
      }
    /** The tap on a quick-reply button of a template. */
    | { readonly type: 'button'; readonly button: { readonly payload: string; readonly text: string } }
    /** `button_reply`, `list_reply` or `nfm_reply`. */
    | { readonly type: 'interactive'; readonly interactive: JsonObject }
    | { readonly type: 'order'; readonly order: JsonObject }
    /** Such as `user_changed_number` or `user_changed_user_id`. */
    | { readonly type: 'system'; readonly system: JsonObject }
    /** What the API cannot show: edits, polls, GIFs. */
    | { readonly type: 'unsupported'; readonly unsupportedType?: string | undefined }
  );

export type InboundType = InboundMessage['type'];
