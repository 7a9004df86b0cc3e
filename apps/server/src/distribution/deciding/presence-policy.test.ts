import type { AgentPresence, AgentType } from '@recado/contracts';
import { expect, it } from 'vitest';
import { presenceAt } from './presence-policy.ts';

const NOW = new Date('2026-11-24T12:00:00Z');

it.each<[AgentType, AgentPresence | undefined, number, AgentPresence]>([
  ['human', 'online', 0, 'online'],
  ['human', 'online', 89, 'online'],
  ['human', 'online', 90, 'offline'],
  ['human', 'away', 9_000, 'away'],
  ['human', 'offline', 0, 'offline'],
  ['human', undefined, 0, 'offline'],
  ['bot', undefined, 0, 'online'],
  ['ai', 'offline', 9_000, 'online'],
])('a %s who said %s %i seconds ago is %s', (type, said, secondsAgo, presence) => {
  const heartbeatAt = new Date(NOW.getTime() - secondsAgo * 1_000);
  expect(presenceAt(type, said && { presence: said, heartbeatAt }, NOW)).toBe(presence);
});
