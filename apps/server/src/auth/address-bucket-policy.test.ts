import { expect, it } from 'vitest';
import { addressBucket } from './address-bucket-policy.ts';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
])('%s counts as %s', (address, bucket) => {
  expect(addressBucket(address)).toBe(bucket);
});

it('one IPv6 customer is one address, whatever the lower half', () => {
  expect(addressBucket('2001:db8:1:2::1')).toBe(addressBucket('2001:db8:1:2:ffff::9'));
  expect(addressBucket('2001:db8:1:2::1')).not.toBe(addressBucket('2001:db8:1:3::1'));
});
