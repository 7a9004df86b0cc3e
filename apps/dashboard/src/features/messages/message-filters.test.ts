import { describe, expect, it } from 'vitest';
import { historyQuery, isByWords, messageFilters, rangeOf, type MessageFilters } from './message-filters.ts';

const now = new Date(2026, 10, 24, 15, 30);

describe('the filters of messages', () => {
  it('are read from the address, and what makes no sense there is left aside', () => {
    expect(
      messageFilters({ status: 'failed', type: 'nothing', contact: 5_511_999_999_999, from: 'x', text: '' }),
    ).toEqual({ status: 'failed', contact: '+5511999999999' });
  });

  it.each([
    ['+55 (11) 99999-9999', '+5511999999999'],
    ['120363041234567890@g.us', '120363041234567890@g.us'],
  ])('read the contact %s as %s', (contact, expected) => {
    expect(messageFilters({ contact })).toEqual({ contact: expected });
  });

  it.each<[MessageFilters, object]>([
    [{ period: 'hour' }, { from: new Date(2026, 10, 24, 14, 30).toISOString() }],
    [{ period: 'today', to: '2020-01-01' }, { from: new Date(2026, 10, 24).toISOString() }],
    [{ period: 'week' }, { from: new Date(2026, 10, 18).toISOString() }],
    [
      { from: '2026-11-01T10:00', to: '2026-11-02T10:00' },
      { from: new Date(2026, 10, 1, 10).toISOString(), to: new Date(2026, 10, 2, 10).toISOString() },
    ],
    [{}, {}],
  ])('%j is a span of time', (filters, range) => {
    expect(rangeOf(filters, now)).toEqual(range);
  });

  it.each<[MessageFilters, boolean]>([
    [{ text: 'preço' }, true],
    [{ text: 'p' }, false],
    [{ text: 'preço', find: 'part' }, false],
    [{ text: 'preço', status: 'failed' }, false],
    [{ text: 'preço', contact: '+5511999999999' }, false],
    [{}, false],
  ])('%j is a search by words: %s', (filters, expected) => {
    expect(isByWords(filters)).toBe(expected);
  });

  it('leave a text that is too short out of the question', () => {
    expect(historyQuery({ text: 'p', direction: 'inbound' }, now)).toEqual({ direction: 'inbound' });
  });
});
