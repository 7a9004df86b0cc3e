import { randomUUID } from 'node:crypto';
import { ConversationId, InstanceId, UserId } from '@recado/contracts';
import { expect, it } from 'vitest';
import { GONE_AFTER_MS, ViewerBoard } from './viewer-board.ts';
import type { Viewing } from './viewing.ts';

const conversation = {
  conversationId: ConversationId.parse(randomUUID()),
  instanceId: InstanceId.parse(randomUUID()),
};
const [ana, bia] = ['ana', 'bia'].map((name) => ({
  userId: UserId.parse(randomUUID()),
  email: `${name}@example.com`,
}));

const viewing = (who: typeof ana, activity: Viewing['activity'] = 'looking'): Viewing => {
  if (who === undefined) throw new Error('Nobody');
  return { ...conversation, ...who, activity };
};

const seen = (board: ViewerBoard): string[] =>
  board.standOf(conversation).viewers.map(({ email, activity }) => `${email} ${activity}`);

it('tells something new when somebody comes, types, or goes, and not when they repeat it', () => {
  const board = new ViewerBoard();
  expect(board.note(viewing(ana), 0)).toBe(true);
  expect(board.note(viewing(ana), 8_000)).toBe(false);
  expect(board.note(viewing(bia), 9_000)).toBe(true);
  expect(board.note(viewing(ana, 'typing'), 9_000)).toBe(true);
  expect(seen(board)).toEqual(['ana@example.com typing', 'bia@example.com looking']);
  expect(board.note(viewing(ana, 'gone'), 9_500)).toBe(true);
  expect(board.note(viewing(ana, 'gone'), 9_600)).toBe(false);
  expect(seen(board)).toEqual(['bia@example.com looking']);
});

it('forgets who said nothing for 20 seconds, and tells so once', () => {
  const board = new ViewerBoard();
  board.note(viewing(ana), 0);
  board.note(viewing(bia), 5_000);
  expect(board.expire(GONE_AFTER_MS - 1)).toEqual([]);
  expect(board.expire(GONE_AFTER_MS).map(({ viewers }) => viewers.map(({ email }) => email))).toEqual([
    ['bia@example.com'],
  ]);
  expect(board.expire(GONE_AFTER_MS)).toEqual([]);
  expect(board.expire(GONE_AFTER_MS + 5_000).map(({ viewers }) => viewers)).toEqual([[]]);
});
