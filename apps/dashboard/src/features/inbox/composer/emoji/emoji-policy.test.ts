import english from 'emojibase-data/en/compact.json' with { type: 'json' };
import portuguese from 'emojibase-data/pt/compact.json' with { type: 'json' };
import { expect, it } from 'vitest';
import { emojiOf, foundEmoji, inTone, movedInGrid, withRecent } from './emoji-policy.ts';

const [en, pt] = [emojiOf(english), emojiOf(portuguese)];
const names = (all: typeof en, query: string): string[] =>
  foundEmoji(all, query, 5).map(({ unicode }) => unicode);

it('finds by name and meaning in either language, the exact one first', () => {
  expect(names(en, 'red heart')[0]).toBe('❤️');
  expect(names(en, 'thumbs_up')[0]).toBe('👍️');
  expect(names(en, 'smil').length).toBe(5);
  expect(names(pt, 'coracao vermelho')[0]).toBe('❤️');
  expect(names(pt, 'CORAÇÃO').length).toBe(5);
  expect(names(en, 'nothing is called so')).toEqual([]);
  expect(names(en, ' ')).toEqual([]);
});

it('leaves out what is only a part of an emoji', () => {
  expect(en.some(({ unicode }) => unicode === '🇦')).toBe(false);
  expect(en.length).toBeGreaterThan(1_500);
  expect(en[0]?.unicode).toBe('😀');
});

it('a tone is put on those that have skin', () => {
  const [wave] = foundEmoji(en, 'waving hand', 1);
  const [heart] = foundEmoji(en, 'red heart', 1);
  if (wave === undefined || heart === undefined) throw new Error('The emoji are not there');
  expect([inTone(wave, 0), inTone(wave, 5), inTone(heart, 5)]).toEqual(['👋', '👋🏿', '❤️']);
});

it('the newest of the recent comes first, once', () => {
  expect(withRecent(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  expect(withRecent(Array.from({ length: 24 }, String), 'x')).toHaveLength(24);
});

it('arrows move in rows, and stay at the edges', () => {
  const to = (at: number, key: string) => movedInGrid(at, key, 20, 8);
  expect([
    to(0, 'ArrowRight'),
    to(0, 'ArrowLeft'),
    to(3, 'ArrowDown'),
    to(15, 'ArrowDown'),
    to(9, 'ArrowUp'),
  ]).toEqual([1, 0, 11, 15, 1]);
  expect([to(5, 'Home'), to(5, 'End')]).toEqual([0, 19]);
});
