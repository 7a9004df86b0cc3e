import { expect, it } from 'vitest';
import { messagesOf, textMessages } from './reply-policy.ts';

it('a text becomes a message, several stay in their order', () => {
  expect(messagesOf('oi')).toEqual([{ type: 'text', content: 'oi' }]);
  expect(messagesOf(['a', { type: 'location', content: { latitude: 1, longitude: 2 } }])).toEqual([
    { type: 'text', content: 'a' },
    { type: 'location', content: { latitude: 1, longitude: 2 } },
  ]);
  expect(messagesOf(undefined)).toEqual([]);
});

it.each([
  ['  oi  ', ['oi']],
  ['', []],
  ['  \n ', []],
  ['abcdefghij', ['abcdefghij']],
  ['abcdefghijk', ['abcdefghij', 'k']],
  ['um dois tres', ['um dois', 'tres']],
  ['primeira\nb c d', ['primeira', 'b c d']],
  ['abcdefghi😀', ['abcdefghi', '😀']],
  ['x'.repeat(80), Array.from({ length: 5 }, () => 'x'.repeat(10))],
])('"%s" in messages of at most 10 characters', (text, expected) => {
  expect(textMessages(text, 10).map(({ content }) => content)).toEqual(expected);
});
