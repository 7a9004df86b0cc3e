import { describe, expect, it } from 'vitest';
import { askedOf, inboxFilters, inboxSearch } from './inbox-filters.ts';

it('reads what the address knows and leaves out the rest', () => {
  expect(inboxFilters({ status: 'closed', order: 'oldest', text: 5511, label: '' })).toEqual({
    status: 'closed',
    text: '5511',
  });
  expect(inboxSearch({ status: 'open', message: 'm1' })).toEqual({ message: 'm1' });
});

describe('what is asked for', () => {
  it.each([
    ['open ones by themselves', {}, { status: 'open' }],
    ['every status while one searches', { status: 'closed' as const, text: 'ana' }, { text: 'ana' }],
    ['no text that is too short', { text: 'a' }, { status: 'open' }],
    ['my own agents', { assignee: 'mine' }, { status: 'open', agentId: ['a1', 'a2'] }],
    ['another agent', { assignee: 'a9' }, { status: 'open', agentId: ['a9'] }],
    ['nobody’s', { assignee: 'unassigned' }, { status: 'open', unassigned: true }],
    ['an order only of those that wait', { order: 'longest_waiting' as const }, { status: 'open' }],
    [
      'the longest waiting',
      { status: 'waiting' as const, order: 'longest_waiting' as const },
      { status: 'waiting', order: 'longest_waiting' },
    ],
  ])('%s', (_name, filters, asked) => {
    expect(askedOf(filters, ['a1', 'a2'])).toEqual(asked);
  });

  it('is nothing of mine for who is no agent', () => {
    expect(askedOf({ assignee: 'mine' }, [])).toBeUndefined();
  });
});
