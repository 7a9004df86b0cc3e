import { describe, expect, it } from 'vitest';
import { choicesAfter, summaryOf } from './summary-policy.ts';

it.each([
  ['its words', { text: 'Hello', file: null }, 'Hello'],
  [
    'the name of its file',
    { text: null, file: { fileName: 'a.pdf', mimeType: null, isStored: true } },
    'a.pdf',
  ],
  ['nothing', { text: null, file: null }, undefined],
] as const)('a quote shows %s', (_, message, summary) => {
  expect(summaryOf(message)).toBe(summary);
});

describe('after a choice is tapped', () => {
  const poll = (mostChoices: number, chosen: string[]) => ({
    mostChoices,
    choices: ['a', 'b', 'c'].map((id) => ({ id, title: id, isChosen: chosen.includes(id) })),
  });

  it.each([
    ['of one only that counts', poll(1, ['a']), 'b', ['b']],
    ['of several it is added', poll(3, ['a']), 'b', ['a', 'b']],
    ['and taken away', poll(3, ['a', 'b']), 'a', ['b']],
    ['but never the last', poll(3, ['a']), 'a', ['a']],
    ['and the first goes when there are too many', poll(2, ['a', 'b']), 'c', ['b', 'c']],
  ])('%s', (_, message, tapped, choices) => {
    expect(choicesAfter(message, tapped)).toEqual(choices);
  });
});
