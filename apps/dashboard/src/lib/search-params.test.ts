import { expect, it } from 'vitest';
import { oneOf, present, textOf } from './search-params.ts';

it('an address is read for what is known and nothing else', () => {
  expect(oneOf('open', ['open', 'closed'])).toBe('open');
  expect(oneOf(['open'], ['open', 'closed'])).toBeUndefined();
  expect([textOf('a'), textOf(''), textOf(55), textOf({})]).toEqual(['a', undefined, '55', undefined]);
});

it('what is undefined is left out', () => {
  expect(present({ a: 1, b: undefined, c: null })).toEqual({ a: 1, c: null });
});
