import type { proto } from 'baileys';

/** A file that somebody sends. */
export interface OutgoingFile {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  /** Length of audio and video. */
  readonly seconds?: number | undefined;
}

/** Anything that a message can have on top of its content. */
interface Extras {
  /** The id of the message that this one answers. */
  readonly replyTo?: string | undefined;
  /** Phone numbers of those whom a text mentions. */
  readonly mentions?: readonly string[] | undefined;
  readonly isForwarded?: boolean | undefined;
  /** The message disappears after this time, and comes in the wrapper that says so. */
  readonly ephemeralSeconds?: number | undefined;
  /** Image, video or voice that can be opened once. */
  readonly isViewOnce?: boolean | undefined;
}

/** A message with a file, which goes to the media server encrypted. */
export interface FileMessage extends Extras {
  readonly type: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';
  readonly file: OutgoingFile;
}

/** A message about another one, which `about` names by its id. */
export type MessageAbout = Extras &
  (
    | {
        readonly type: 'reaction';
        readonly about: string;
        /** Empty takes it back. */ readonly emoji: string;
      }
    | { readonly type: 'edit'; readonly about: string; readonly text: string }
    | { readonly type: 'delete'; readonly about: string }
    | { readonly type: 'pollVote'; readonly about: string; readonly choices: readonly string[] }
  );

/** A message that stands for itself. */
export type PlainMessage = Extras &
  (
    | { readonly type: 'text'; readonly text: string }
    | {
        readonly type: 'location';
        readonly latitude: number;
        readonly longitude: number;
        readonly name?: string | undefined;
        readonly address?: string | undefined;
      }
    | {
        readonly type: 'liveLocation';
        readonly latitude: number;
        readonly longitude: number;
        readonly caption?: string | undefined;
      }
    | {
        readonly type: 'contacts';
        readonly contacts: readonly { readonly name: string; readonly phoneNumber: string }[];
      }
    | {
        readonly type: 'poll';
        readonly question: string;
        readonly options: readonly string[];
        /** How many options one person may choose; 1 unless given. */
        readonly selectable?: number | undefined;
      }
    /** The tap on a button of a message. */
    | { readonly type: 'buttonReply'; readonly id: string; readonly title: string }
    /** The choice of a row of a list. */
    | { readonly type: 'listReply'; readonly id: string; readonly title: string }
    /** Content of a kind that the client does not know. */
    | { readonly type: 'unknown' }
    /** Any content of the protocol. */
    | { readonly type: 'raw'; readonly message: proto.IMessage }
  );

/** What an account sends: a text, or a message of any type. */
export type OutgoingMessage = string | FileMessage | MessageAbout | PlainMessage;
