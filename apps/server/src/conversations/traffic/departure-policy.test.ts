import { AgentId, BroadcastId, ConversationId } from '@recado/contracts';
import { expect, it } from 'vitest';
import { isResponse, type Departure } from './departure-policy.ts';

const id = '0198f3c0-0000-7000-8000-000000000001';

it.each<[string, Partial<Departure>, boolean]>([
  ['a text of somebody', {}, true],
  ['a picture', { type: 'image' }, true],
  ['what a person had sent', { sentBy: {} }, true],
  ['what a bot had sent', { sentBy: { agentId: AgentId.parse(id) } }, false],
  ['one of a broadcast', { sentBy: { broadcastId: BroadcastId.parse(id) } }, false],
  ['one that leaves tomorrow', { isScheduled: true }, false],
  ['a reaction', { type: 'reaction' }, false],
  ['an edit', { type: 'edit' }, false],
])('%s is a response or not', (_, changes, expected) => {
  const departure = { conversationId: ConversationId.parse(id), at: new Date(0), type: 'text', ...changes };
  expect(isResponse(departure)).toBe(expected);
});
