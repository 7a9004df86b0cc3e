/** One thing to look for: a word, or several in their order. */
export interface SearchTerm {
  text: string;
  /** It must not be there. */
  isNegated: boolean;
  /** Somebody may still be typing it: words that begin with it will do. */
  isBeginning: boolean;
}

const PART = /(-?)"([^"]*)(?:"|$)|(\S+)/gu;

/**
 * Reads what somebody typed, as PostgreSQL's websearch_to_tsquery does: quoted words in their order, `-` for what must not be
 * there, `or` between alternatives, which reach as far as the next `or`.
 * @returns alternatives, of each of which all terms must hold
 */
export function searchTerms(text: string): SearchTerm[][] {
  const alternatives: SearchTerm[][] = [[]];
  for (const [, sign, quoted, word] of text.matchAll(PART)) {
    if (word?.toLowerCase() === 'or') alternatives.push([]);
    else alternatives.at(-1)?.push(word === undefined ? quotedTerm(sign, quoted) : wordTerm(word));
  }
  const last = alternatives.at(-1)?.at(-1);
  if (last !== undefined && !last.isNegated && text.endsWith(last.text)) last.isBeginning = true;
  return alternatives
    .map((terms) => terms.filter((term) => term.text !== ''))
    .filter((terms) => terms.length > 0);
}

function wordTerm(word: string): SearchTerm {
  const isNegated = word.startsWith('-');
  return { text: isNegated ? word.slice(1) : word, isNegated, isBeginning: false };
}

const quotedTerm = (sign: string | undefined, quoted = ''): SearchTerm => ({
  text: quoted.trim(),
  isNegated: sign === '-',
  isBeginning: false,
});
