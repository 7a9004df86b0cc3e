import { expect, it } from 'vitest';
import { partsOf } from './timing-policy.ts';

it('the parts add up to the whole', () => {
  const parts = partsOf({ dns: 3, connect: 20, tls: 31, firstByte: 84, total: 90 });
  expect(parts).toEqual([
    { name: 'dns', ms: 3 },
    { name: 'connect', ms: 20 },
    { name: 'tls', ms: 31 },
    { name: 'wait', ms: 30 },
    { name: 'read', ms: 6 },
  ]);
});

it('what did not happen is left out: a kept-alive connection, an answer that never came', () => {
  expect(partsOf({ dns: null, connect: null, tls: null, firstByte: 12, total: 12 })).toEqual([
    { name: 'wait', ms: 12 },
    { name: 'read', ms: 0 },
  ]);
  expect(partsOf({ dns: null, connect: 4, tls: null, firstByte: null, total: 1_000 })).toEqual([
    { name: 'connect', ms: 4 },
    { name: 'wait', ms: 996 },
  ]);
});
