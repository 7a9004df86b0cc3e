import { validate, version } from 'uuid';
import { expect, it } from 'vitest';
import { newId } from './new-id.ts';

it('ids are UUIDv7, none comes twice, and each is greater than the one before', () => {
  const ids = Array.from({ length: 20_000 }, () => newId());
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

it('the random part differs from id to id', () => {
  const ends = Array.from({ length: 2_000 }, () => newId().slice(-10));
  expect(new Set(ends).size).toBe(ends.length);
});
