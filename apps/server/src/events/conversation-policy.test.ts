import { expect, it } from 'vitest';
import { conversationOf } from './conversation-policy.ts';

const id = '0198f3c0-0000-7000-8000-00000000000a';
const other = '0198f3c0-0000-7000-8000-00000000000b';

it.each<[string, Record<string, unknown>, string | null]>([
  ['that of the message', { message: { conversationId: id }, conversationId: other }, id],
  ['the one that is named', { conversationId: id, conversation: { id: other } }, id],
  ['the conversation itself', { conversation: { id } }, id],
  ['one beside a message without any', { message: {}, conversationId: id }, id],
  ['none', { instance: { id } }, null],
  ['none where what is named is no id', { conversationId: 'a', message: 'b', conversation: null }, null],
])('the conversation of an event is %s', (_, data, conversation) => {
  expect(conversationOf(data)).toBe(conversation);
});
