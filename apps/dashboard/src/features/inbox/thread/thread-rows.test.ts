import type { Message } from '@recado/sdk';
import { describe, expect, it } from 'vitest';
import { aMessage, moment } from './a-message.ts';
import type { Draft } from './drafts.ts';
import { countedReactions, fold } from './thread-folding.ts';
import { areTogether, firstUnread, rowsOf } from './thread-rows.ts';

const rows = (messages: Message[], unreadFrom?: string, drafts: Draft[] = []) =>
  rowsOf({ messages, drafts, unreadFrom });

describe('a reaction', () => {
  const target = aMessage(1);
  const theirs = (seconds: number, emoji: string) =>
    aMessage(seconds, { message: { type: 'reaction', content: { emoji } }, replyTo: target.id });
  const ours = (seconds: number, emoji: string, status: Message['status'] = 'sent') =>
    aMessage(seconds, {
      direction: 'outbound',
      status,
      message: { type: 'reaction', content: { emoji, messageId: target.id } },
    });

  it('stands on its message, the last of each', () => {
    const { shown, reactions } = fold([target, theirs(2, '👍'), ours(3, '❤️'), theirs(4, '❤️')]);
    expect(shown).toEqual([target]);
    expect(countedReactions(reactions.get(target.id) ?? [])).toEqual([
      { emoji: '❤️', count: 2, isOurs: true },
    ]);
  });

  it('that was taken back is gone', () => {
    expect(fold([target, theirs(2, '👍'), theirs(3, '')]).reactions.get(target.id)).toEqual([]);
  });

  it('on a message that is not in reach, or that did not arrive, is seen by itself', () => {
    const failed = ours(3, '❤️', 'failed');
    expect(fold([theirs(2, '👍')]).shown).toHaveLength(1);
    expect(fold([target, failed]).shown).toEqual([target, failed]);
  });
});

it('of a poll the last vote of each counts', () => {
  const poll = aMessage(1, { direction: 'outbound', message: { type: 'poll', content: { question: '?' } } });
  const vote = (seconds: number, options: string[]) =>
    aMessage(seconds, { message: { type: 'poll_vote', content: { options } }, replyTo: poll.id });
  const { shown, votes } = fold([poll, vote(2, ['a', 'b']), vote(3, ['b'])]);
  expect(shown).toEqual([poll]);
  expect(votes.get(poll.id)?.map(({ options }) => options)).toEqual([['b']]);
});

describe('messages', () => {
  const ours = (seconds: number, userId: string) =>
    aMessage(seconds, { direction: 'outbound', sentBy: { userId, agentId: null, broadcastId: null } });

  it.each([
    ['soon after, by the same', aMessage(0), aMessage(60), true],
    ['much later', aMessage(0), aMessage(301), false],
    ['the other way', aMessage(0), ours(1, 'ana'), false],
    ['by another of us', ours(0, 'ana'), ours(1, 'rui'), false],
    [
      'by another of the group',
      aMessage(0, { author: { name: 'A', phoneNumber: '+1' } }),
      aMessage(1, { author: { name: 'B', phoneNumber: '+2' } }),
      false,
    ],
    ['after a notice', aMessage(0, { message: { type: 'system', content: {} } }), aMessage(1), false],
  ])('%s', (_, one, next, together) => {
    expect(areTogether(one, next)).toBe(together);
  });

  it('are in groups, under their day, and under the line of what was not read', () => {
    const [one, two, three] = [aMessage(0), aMessage(1), aMessage(2)];
    const next = aMessage(3 * 86_400);
    const shown = rows([one, two, three, next], three.id).map((row) =>
      row.kind === 'message' ? [row.key, row.isFirst, row.isLast] : row.kind,
    );
    expect(shown).toEqual([
      'day',
      [one.id, true, false],
      [two.id, false, true],
      'unread',
      [three.id, true, true],
      'day',
      [next.id, true, true],
    ]);
  });
});

it('what is on its way stands at the end, until its message is there', () => {
  const draft: Draft = {
    id: 'draft',
    message: { type: 'text', content: 'hi' },
    replyTo: null,
    sendAt: null,
    createdAt: moment(5),
  };
  expect(rows([aMessage(1)], undefined, [draft]).at(-1)).toMatchObject({ kind: 'draft', key: 'draft' });
  expect(rows([aMessage(1)], undefined, [{ ...draft, messageId: 'there' }]).at(-1)).toMatchObject({
    kind: 'message',
  });
});

it.each([
  [0, undefined],
  [2, 3],
  [9, 1],
])('of %i unread the first is found', (count, first) => {
  const reaction = aMessage(5, { message: { type: 'reaction', content: { emoji: '👍' } } });
  const messages = [aMessage(1), aMessage(2, { direction: 'outbound' }), aMessage(3), aMessage(4), reaction];
  expect(firstUnread(messages, count)).toBe(first === undefined ? undefined : aMessage(first).id);
});
