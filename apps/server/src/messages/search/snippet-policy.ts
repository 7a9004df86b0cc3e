import type { MessageSnippet } from '@recado/contracts';

const BEFORE = 60;
const LONGEST = 200;
const CUT = '…';

// Words as search_words and PostgreSQL's parser part them; a number with an exponent ends where it ends, whatever follows.
const WORD = /(?<![[\p{L}\p{N}\p{M}]--[ºª]])\d+e\d+|[[\p{L}\p{N}\p{M}]--[ºª]]+/giv;

interface Range {
  start: number;
  end: number;
}

/**
 * The part of a message around the first word that was found.
 * @param places of the words that were found, counted from 1, ascending
 */
export function snippetOf(text: string, places: readonly number[]): MessageSnippet {
  const words = [...text.matchAll(WORD)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
  const found = places.flatMap((place) => words[place - 1] ?? []);
  const part = partAround(text, words, found[0]);
  const before = part.start > 0 ? CUT : '';
  const shift = before.length - part.start;
  return {
    text: `${before}${text.slice(part.start, part.end)}${part.end < text.length ? CUT : ''}`,
    marks: found
      .filter(({ end }) => end <= part.end)
      .map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  };
}

/** Begins and ends with a whole word. */
function partAround(text: string, words: Range[], first: Range | undefined): Range {
  if (text.length <= LONGEST) return { start: 0, end: text.length };
  const from = (first?.start ?? 0) - BEFORE;
  const start = from <= 0 ? 0 : (words.find((word) => word.start >= from)?.start ?? 0);
  const limit = start + LONGEST;
  if (limit >= text.length) return { start, end: text.length };
  const end = words.findLast((word) => word.start >= start && word.end <= limit)?.end ?? limit;
  return { start, end };
}
