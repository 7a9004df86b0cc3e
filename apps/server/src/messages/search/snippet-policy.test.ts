import { expect, it } from 'vitest';
import { snippetOf } from './snippet-policy.ts';

const marked = (text: string, places: number[]): string[] => {
  const { text: shown, marks } = snippetOf(text, places);
  return marks.map(({ start, end }) => shown.slice(start, end));
};

it('a short message is shown whole, with the words that were found', () => {
  expect(snippetOf('Olá, tudo bem?', [1, 3])).toEqual({
    text: 'Olá, tudo bem?',
    marks: [
      { start: 0, end: 3 },
      { start: 10, end: 13 },
    ],
  });
});

it.each([
  ['accents that are characters of their own', 'coração e pa\u0303o', [3], ['pa\u0303o']],
  ['signs and pictures between words', 'oi😀mundo/casa_nova', [2, 4], ['mundo', 'nova']],
  ['numbers with an exponent', '1e10x fim', [2, 3], ['x', 'fim']],
  ['numbers with units', '50kg v2 1a', [1, 3], ['50kg', '1a']],
  ['a place that is not there', 'oi', [7], []],
])('%s', (_, text, places, expected) => {
  expect(marked(text, places)).toEqual(expected);
});

it('a long message is cut at words around the first that was found', () => {
  const text = Array.from({ length: 200 }, (_, place) => `palavra${String(place)}`).join(' ');
  const { text: shown, marks } = snippetOf(text, [100, 101, 190]);
  expect(shown.length).toBeLessThanOrEqual(202);
  expect(shown).toMatch(/^…palavra\d+ .* palavra\d+…$/);
  expect(marks.map(({ start, end }) => shown.slice(start, end))).toEqual(['palavra99', 'palavra100']);
});

it('a long message without a mark is shown from its beginning', () => {
  expect(snippetOf(`início ${'x'.repeat(500)}`, []).text).toMatch(/^início/);
});
