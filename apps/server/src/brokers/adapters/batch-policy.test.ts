import { expect, test } from 'vitest';
import { batchesOf } from './batch-policy.ts';

const sizesOf = (sizes: number[]) =>
  batchesOf(sizes.map((size) => ({ body: Buffer.alloc(size) }))).map((batch) =>
    batch.map(({ body }) => body.length),
  );

test('a batch holds as many messages as a broker of Kafka takes, in their order', () => {
  expect(sizesOf([])).toEqual([]);
  expect(sizesOf([200_000, 300_000, 1, 2])).toEqual([
    [200_000, 300_000],
    [1, 2],
  ]);
  expect(sizesOf([1, 600_000, 2])).toEqual([[1], [600_000], [2]]);
});
