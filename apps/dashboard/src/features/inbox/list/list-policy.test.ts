import { Conversation as ConversationSchema, Message as MessageSchema } from '@recado/contracts';
import type { Conversation, Message } from '@recado/sdk';
import { describe, expect, it } from 'vitest';
import type { ConversationList } from '../queries.ts';
import { conversationsOf, isAskedFor, withConversation, withMessage } from './list-policy.ts';

const example = ConversationSchema.meta()?.['example'];
const messageExample = MessageSchema.meta()?.['example'];
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 24, 12, minute)).toISOString();
const uuid = (number: number): string => `0198f3c0-0000-7000-8000-${String(number).padStart(12, '0')}`;

const conversation = (number: number, fields: Partial<Conversation> = {}): Conversation => ({
  ...ConversationSchema.parse(example),
  id: uuid(number),
  lastMessageAt: at(60 - number),
  labels: [],
  ...fields,
});

const message = (fields: Partial<Message>): Message => ({
  ...MessageSchema.parse(messageExample),
  id: uuid(900),
  conversationId: uuid(1),
  createdAt: at(59),
  ...fields,
});

const list = (pages: Conversation[][], isWhole = true): ConversationList => ({
  pages: pages.map((items, index) => ({
    items,
    nextCursor: isWhole && index === pages.length - 1 ? null : 'more',
  })),
  pageParams: pages.map((_, index) => (index === 0 ? null : 'more')),
});

const ids = (data: ConversationList): number[] =>
  conversationsOf(data).map(({ id }) => Number(id.slice(-12)));

const open = { status: 'open' } as const;

describe('a list with a conversation as it is now', () => {
  const three = list([[conversation(1), conversation(2)], [conversation(3)]]);

  it('has it at the place of its newest message, once', () => {
    expect(ids(withConversation(three, conversation(3, { lastMessageAt: at(60) }), open))).toEqual([3, 1, 2]);
    expect(ids(withConversation(three, conversation(4, { lastMessageAt: at(58) }), open))).toEqual([
      1, 4, 2, 3,
    ]);
    expect(ids(withConversation(three, conversation(9), open))).toEqual([1, 2, 3, 9]);
  });

  it('has it no more once it is not asked for', () => {
    expect(ids(withConversation(three, conversation(2, { status: 'closed' }), open))).toEqual([1, 3]);
    expect(withConversation(three, conversation(7, { status: 'closed' }), open)).toBe(three);
  });

  it('leaves what belongs further down to the page that was not read yet', () => {
    const part = list([[conversation(1), conversation(2)]], false);
    expect(withConversation(part, conversation(8), open)).toBe(part);
    expect(ids(withConversation(part, conversation(1, { lastMessageAt: at(1) }), open))).toEqual([2]);
  });

  it('keeps what a search found where it is, and lets nothing else in', () => {
    const found = { text: 'ana' };
    const renewed = conversation(2, { lastMessageAt: at(60), status: 'closed' });
    expect(ids(withConversation(three, renewed, found))).toEqual([1, 2, 3]);
    expect(conversationsOf(withConversation(three, renewed, found))[1]).toBe(renewed);
    expect(withConversation(three, conversation(7), found)).toBe(three);
  });

  it('shows the longest waiting first where that is asked for', () => {
    const waiting = (number: number, minute: number) =>
      conversation(number, { status: 'waiting', waitingSince: at(minute) });
    const asked = { status: 'waiting', order: 'longest_waiting' } as const;
    const queue = list([[waiting(1, 1), waiting(2, 5)]]);
    expect(ids(withConversation(queue, waiting(3, 3), asked))).toEqual([1, 3, 2]);
  });
});

it('one that came on two pages is shown once', () => {
  expect(ids(list([[conversation(1)], [conversation(2), conversation(1)]]))).toEqual([1, 2]);
});

describe('whether a conversation is asked for', () => {
  const mine = conversation(1, { labels: ['vip'] });
  const agentId = mine.assignee?.agentId ?? '';
  it.each([
    [{ status: 'open' }, true],
    [{ status: 'waiting' }, false],
    [{ label: 'vip' }, true],
    [{ label: 'other' }, false],
    [{ agentId: [uuid(99), agentId] }, true],
    [{ agentId: [uuid(99)] }, false],
    [{ unassigned: true }, false],
    [{ instanceId: uuid(50) }, false],
  ] as const)('%o: %s', (asked, isIt) => {
    const { agentId: agents, ...others } = { agentId: undefined, ...asked };
    expect(isAskedFor(mine, { ...others, ...(agents !== undefined && { agentId: [...agents] }) })).toBe(isIt);
  });
});

describe('a conversation after a message', () => {
  const before = conversation(1, { unreadCount: 2, lastMessageAt: at(50) });

  it('counts and shows what the customer wrote, and the window begins anew', () => {
    const text = { type: 'text' as const, content: 'Tem\n azul?' };
    const after = withMessage(before, message({ direction: 'inbound', message: text }), true);
    expect(after).toMatchObject({
      unreadCount: 3,
      lastMessageAt: at(59),
      lastInboundAt: at(59),
      windowClosesAt: '2026-11-25T12:59:00.000Z',
      lastMessage: { id: uuid(900), preview: 'Tem azul?', direction: 'inbound' },
    });
  });

  it('counts a message once, however often it is told of', () => {
    const inbound = message({ direction: 'inbound' });
    const once = withMessage(before, inbound, true);
    expect(withMessage(once, inbound, true)).toEqual(once);
  });

  it('is read once a person answers, not when a bot does', () => {
    const sentBy = { userId: uuid(5), agentId: null, broadcastId: null };
    expect(withMessage(before, message({ sentBy }), true).unreadCount).toBe(0);
    expect(withMessage(before, message({ sentBy: { ...sentBy, userId: null } }), true).unreadCount).toBe(2);
  });

  it('follows the status of its newest message, and no older one', () => {
    const shown = withMessage(before, message({ status: 'sent' }), true);
    expect(withMessage(shown, message({ status: 'read' }), false).lastMessage?.status).toBe('read');
    expect(withMessage(shown, message({ id: uuid(7), createdAt: at(2), status: 'failed' }), false)).toBe(
      shown,
    );
  });
});
