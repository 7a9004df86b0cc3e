import { ConversationId, InstanceId } from '@recado/contracts';
import { expect, it } from 'vitest';
import { isWithin, type EventScope } from './event-scope-policy.ts';

const instanceId = InstanceId.parse('0198f3c0-0000-7000-8000-000000000001');
const otherInstance = InstanceId.parse('0198f3c0-0000-7000-8000-000000000002');
const conversationId = ConversationId.parse('0198f3c0-0000-7000-8000-00000000000a');
const sent = { type: 'message.sent' as const, instanceId, conversationId };
const started = { type: 'broadcast.started' as const, instanceId: null, conversationId: null };

it.each<[string, EventScope, boolean, boolean]>([
  ['everything', {}, true, true],
  ['a type', { types: ['message.sent'] }, true, false],
  ['a family', { types: ['broadcast.*', 'conversation.closed'] }, false, true],
  ['all types', { types: ['*'] }, true, true],
  ['an instance', { instanceId }, true, false],
  ['another instance', { instanceId: otherInstance }, false, false],
  ['a conversation', { conversationId }, true, false],
  ['a type and another instance', { types: ['*'], instanceId: otherInstance }, false, false],
  ['the instances of a key', { instanceIds: new Set([instanceId]) }, true, false],
  ['other instances of a key', { instanceIds: new Set([otherInstance]) }, false, false],
  ['an instance that the key has not', { instanceId, instanceIds: new Set([otherInstance]) }, false, false],
])('who asks for %s gets what is within it', (_, scope, getsSent, getsStarted) => {
  expect([isWithin(scope, sent), isWithin(scope, started)]).toEqual([getsSent, getsStarted]);
});
