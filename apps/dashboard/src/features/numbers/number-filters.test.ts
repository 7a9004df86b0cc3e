import { expect, it } from 'vitest';
import { numberFilters } from './number-filters.ts';

it('an address is read as the filters it names, and what it does not know is left out', () => {
  expect(numberFilters({ status: 'failed', channel: 'web' })).toEqual({ status: 'failed', channel: 'web' });
  expect(numberFilters({ status: 'gone', channel: 3, other: 'x' })).toEqual({});
});
