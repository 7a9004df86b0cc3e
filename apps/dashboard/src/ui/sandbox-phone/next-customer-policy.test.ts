import { expect, it } from 'vitest';
import { nextCustomer } from './next-customer-policy.ts';

it('a new customer gets the first number that is free', () => {
  expect(nextCustomer([])).toBe('+5511900000001');
  expect(nextCustomer(['+5511900000001', '+5511900000003'])).toBe('+5511900000002');
  const all = Array.from({ length: 100 }, (_, place) => `+55119000000${String(place).padStart(2, '0')}`);
  expect(nextCustomer(all)).toBeUndefined();
});
