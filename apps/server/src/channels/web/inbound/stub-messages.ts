import type { AccountNotice } from '../../inbound-update.ts';
import type { ReadContent } from './read-content.ts';
import type { WebMessage } from './web-update.ts';

// WhatsApp's numbers of what comes in place of content (WebMessageInfo.StubType).
const CIPHERTEXT = [2, 'CIPHERTEXT'];
const missedCalls: readonly { names: (string | number)[]; isVideo: boolean }[] = [
  { names: [40, 'CALL_MISSED_VOICE', 45, 'CALL_MISSED_GROUP_VOICE'], isVideo: false },
  { names: [41, 'CALL_MISSED_VIDEO', 46, 'CALL_MISSED_GROUP_VIDEO'], isVideo: true },
];

/** True for a message that came but could not be decrypted. */
export const isUndecryptable = ({ messageStubType: type, message }: WebMessage): boolean =>
  type != null && CIPHERTEXT.includes(type) && message == null;

/** What stands in a message's place when it has no content. @returns undefined when it has some */
export function readStub(
  message: WebMessage,
): { kind: 'message'; read: ReadContent; isPlaceholder: boolean } | AccountNotice | undefined {
  const { messageStubType: type, messageStubParameters: parameters, key } = message;
  if (isUndecryptable(message)) return unread('undecryptable', true);
  // The phone alone may open it, once.
  if (message.message == null && key['isViewOnce'] === true) return unread('view_once', false);
  if (type == null || type === 0 || message.message != null) return undefined;
  const call = missedCalls.find(({ names }) => names.includes(type));
  if (call === undefined)
    return { kind: 'notice', topic: 'chat_notification', details: { key, stub: type, parameters } };
  const content = { event: 'call_missed', video: call.isVideo };
  return {
    kind: 'message',
    read: { content: { type: 'system', content }, isUnderstood: true },
    isPlaceholder: false,
  };
}

const unread = (type: string, isPlaceholder: boolean) => ({
  kind: 'message' as const,
  read: { content: { type: 'unsupported' as const, content: { type } }, isUnderstood: true },
  isPlaceholder,
});
