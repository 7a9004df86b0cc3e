import { expect, it } from 'vitest';
import { overviewSearch, spanOf } from './overview-period.ts';

it('the address tells the period, and nothing else does', () => {
  expect(overviewSearch({ period: 'week' })).toEqual({ period: 'week' });
  expect(overviewSearch({ period: 'hour' })).toEqual({});
  expect(overviewSearch({ period: 'year', days: 7 })).toEqual({});
});

it('weeks and months are whole days, today as far as it is', () => {
  const now = new Date(2026, 10, 24, 13, 30);
  expect(spanOf('hour', now)).toEqual({ step: 'minute', points: 60, hours: 1 });
  expect(spanOf('week', now).points).toBe(6 * 24 + 14);
  expect(spanOf('month', now).points).toBe(29 * 24 + 14);
});
