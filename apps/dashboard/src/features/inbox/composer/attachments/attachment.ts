import type { CallFailed } from '../../../../lib/api/problem.ts';
import type { MediaKind } from '../../../../lib/media-policy.ts';

/** How far a file is on its way to the server. */
export type AttachmentState =
  | { step: 'preparing' }
  | { step: 'uploading'; part: number }
  | { step: 'uploaded'; mediaId: string }
  | { step: 'failed'; failure: CallFailed };

/** A recording, with how loud it was, from 0 to 1, in equal steps. */
export interface Voice {
  levels: readonly number[];
  durationMs: number;
}

/** A file that goes with the next message. */
export interface Attachment {
  id: string;
  name: string;
  size: number;
  kind: MediaKind;
  /** Shows or plays it from the memory of the page. */
  url: string;
  state: AttachmentState;
  voice?: Voice;
}

/** A file that WhatsApp would not take, and why. */
export interface Refusal {
  id: string;
  name: string;
  reason: 'empty' | 'type' | 'size';
  mostBytes?: number;
}
