import type { Conversation, Instance, Message, OutboundContent } from '@recado/sdk';
import type { CallFailed } from '../../../lib/api/problem.ts';
import type { Writing } from './writing/use-writing.ts';

/** What the editor and what it is put together of are given. */
export interface EditorProps {
  conversation: Conversation;
  /** Undefined where the number may not be seen. */
  number: Instance | undefined;
  writing: Writing;
  replyTo: Message | undefined;
  refusal: CallFailed | undefined;
  onSend: (messages: readonly OutboundContent[], sendAt?: Date) => void;
  /** Something was changed after a refusal. */
  onTyped: () => void;
  onReplyDone: () => void;
  onTemplate: () => void;
}
