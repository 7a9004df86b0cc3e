import { AgentId, ContactId, ConversationId, InstanceId, type ConversationStatus } from '@recado/contracts';
import { expect, it } from 'vitest';
import { mergedConversation, type MergingConversation } from './merged-conversation-policy.ts';

const uuid = (digit: string): string => `0198f3c0-0000-7000-8000-00000000000${digit}`;
const keptId = ConversationId.parse(uuid('1'));
const goneId = ConversationId.parse(uuid('2'));
const ana = AgentId.parse(uuid('a'));
const bia = AgentId.parse(uuid('b'));
const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));

const conversation = (id: ConversationId, fields: Partial<MergingConversation>): MergingConversation => ({
  id,
  instanceId: InstanceId.parse(uuid('3')),
  contactId: ContactId.parse(uuid(id === keptId ? '4' : '5')),
  status: 'closed',
  agentId: null,
  assignedAt: null,
  lastAgentId: null,
  waitingSince: null,
  openedAt: null,
  firstResponseAt: null,
  closedAt: null,
  unreadCount: 0,
  labels: [],
  requiredSkills: [],
  isGroup: false,
  createdAt: at(1),
  lastInboundAt: null,
  lastMessageAt: at(1),
  ...fields,
});
const merge = (kept: Partial<MergingConversation>, gone: Partial<MergingConversation>) =>
  mergedConversation(conversation(keptId, kept), conversation(goneId, gone));

type Course = [ConversationStatus, AgentId | null];

it.each<[Course, Course, Course, 'kept' | 'gone']>([
  [['closed', null], ['closed', null], ['closed', null], 'gone'],
  [['closed', null], ['open', bia], ['open', bia], 'kept'],
  [['open', ana], ['closed', null], ['open', ana], 'gone'],
  [['open', ana], ['open', bia], ['open', ana], 'gone'],
  [['open', null], ['open', bia], ['open', bia], 'kept'],
  [['pending', ana], ['open', bia], ['open', bia], 'kept'],
  [['pending', ana], ['pending', bia], ['pending', ana], 'gone'],
  [['pending', ana], ['waiting', null], ['waiting', null], 'kept'],
  [['waiting', null], ['open', bia], ['open', bia], 'kept'],
  [['open', null], ['waiting', null], ['waiting', null], 'kept'],
  [['open', null], ['pending', bia], ['open', null], 'gone'],
])('%j and %j go on as %j; the course of the %s one ends', (kept, gone, expected, ended) => {
  const result = merge({ status: kept[0], agentId: kept[1] }, { status: gone[0], agentId: gone[1] });
  expect([result.merged.status, result.merged.agentId]).toEqual(expected);
  expect(result.ended).toBe(ended === 'kept' ? keptId : goneId);
  expect(result.merged.id).toBe(keptId);
});

it('times, counts and labels are of both', () => {
  const { merged } = merge(
    {
      status: 'waiting',
      waitingSince: at(5),
      openedAt: at(4),
      unreadCount: 2,
      labels: ['a', 'b'],
      lastInboundAt: at(5),
      lastMessageAt: at(5),
      createdAt: at(3),
    },
    {
      status: 'waiting',
      waitingSince: at(3),
      openedAt: at(2),
      firstResponseAt: at(3),
      unreadCount: 3,
      labels: ['b', 'c'],
      lastMessageAt: at(6),
      createdAt: at(2),
    },
  );
  expect(merged).toMatchObject({
    waitingSince: at(3),
    openedAt: at(2),
    firstResponseAt: at(3),
    unreadCount: 5,
    labels: ['a', 'b', 'c'],
    createdAt: at(2),
    lastInboundAt: at(5),
    lastMessageAt: at(6),
  });
});

it('a closed conversation does not make one that goes on older, but tells who had it last', () => {
  const { merged } = merge(
    { status: 'closed', openedAt: at(1), firstResponseAt: at(2), closedAt: at(3), lastAgentId: ana },
    { status: 'open', openedAt: at(5) },
  );
  expect(merged).toMatchObject({
    openedAt: at(5),
    firstResponseAt: null,
    closedAt: null,
    lastAgentId: ana,
  });
});

it('who loses the conversation had it last when nobody has it', () => {
  const { merged } = merge({ status: 'pending', agentId: ana }, { status: 'waiting', waitingSince: at(2) });
  expect(merged.lastAgentId).toBe(ana);
});
