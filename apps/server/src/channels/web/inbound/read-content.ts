import type { InboundContent } from '@recado/contracts';
import type { InboundMedia } from '../../inbound-update.ts';
import type { MessageKey } from './web-update.ts';

/** The content of a message. What is not understood keeps its raw form in the message's metadata. */
export interface ReadContent {
  content: InboundContent;
  media?: InboundMedia | undefined;
  isUnderstood: boolean;
  /** Of a reaction or a vote: the WhatsApp id of the message it is on. */
  isOn?: string | undefined;
  metadata?: Record<string, unknown> | undefined;
}

export type Reader = (value: unknown, key: MessageKey) => ReadContent;
