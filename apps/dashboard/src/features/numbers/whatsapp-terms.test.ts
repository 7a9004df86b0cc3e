import { expect, it } from 'vitest';
import { customersOfTier } from './whatsapp-terms.ts';

it.each([
  ['TIER_250', 250],
  ['TIER_1K', 1_000],
  ['TIER_100K', 100_000],
  ['TIER_UNLIMITED', Infinity],
  ['TIER_NOT_SET', undefined],
  ['something new', undefined],
])('%s stands for %s customers a day', (tier, customers) => {
  expect(customersOfTier(tier)).toBe(customers);
});
