import { expect, it } from 'vitest';
import { markOfKey, withInsertion, withMark, type Mark, type Selection } from './formatting-policy.ts';

/** `a[b]c` is a text with its `b` selected. */
function selection(drawn: string): Selection {
  const from = drawn.indexOf('[');
  const to = drawn.indexOf(']') - 1;
  return { text: drawn.replace('[', '').replace(']', ''), from, to };
}
const drawn = ({ text, from, to }: Selection): string =>
  `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;

it.each<[string, Mark, string]>([
  ['a [b] c', 'bold', 'a *[b]* c'],
  ['a *[b]* c', 'bold', 'a [b] c'],
  ['a [b ]c', 'italic', 'a _[b]_ c'],
  ['[]', 'strike', '~[]~'],
  ['~[]~', 'strike', '[]'],
  ['[x]', 'mono', '```[x]```'],
  ['[   ]', 'bold', '   *[]*'],
])('%s with %s is %s', (before, mark, after) => {
  expect(drawn(withMark(selection(before), mark))).toBe(after);
});

it('an insertion takes the place of what is selected', () => {
  expect(drawn(withInsertion(selection('a[b]c'), '🙂'))).toBe('a🙂[]c');
});

const press = (changes: object) => ({
  key: '',
  shiftKey: false,
  ctrlKey: true,
  metaKey: false,
  altKey: false,
  ...changes,
});

it('each mark has its keys', () => {
  expect(markOfKey(press({ key: 'b' }))).toBe('bold');
  expect(markOfKey(press({ key: 'i', ctrlKey: false, metaKey: true }))).toBe('italic');
  expect(markOfKey(press({ key: 'X', shiftKey: true }))).toBe('strike');
  expect(markOfKey(press({ key: 'M', shiftKey: true }))).toBe('mono');
  expect(markOfKey(press({ key: 'x' }))).toBeUndefined();
  expect(markOfKey(press({ key: 'b', altKey: true }))).toBeUndefined();
  expect(markOfKey(press({ key: 'b', ctrlKey: false }))).toBeUndefined();
});
