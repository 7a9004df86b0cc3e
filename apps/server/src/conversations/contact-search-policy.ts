/** What is looked for: words as text of a tsquery, before case and accents are folded; the beginning or end of a number. */
export interface ContactSearch {
  words: string | null;
  digits: string | null;
}

/** Fewer would be part of nearly every number. */
const FEWEST_DIGITS = 4;

/** Reads what somebody typed into a search box; contact_words in the migrations cuts names and emails the same way. */
export function contactSearch(text: string): ContactSearch {
  const terms = text.split(/[\s@._\-+/\\,;:()[\]{}'"&|!<>*’‘´`“”]+/).filter((term) => term !== '');
  const number = text.replaceAll(/[\s().+-]/g, '');
  return {
    words: terms.length === 0 ? null : terms.map((term) => `'${term}':*`).join(' & '),
    digits: /^\d+$/.test(number) && number.length >= FEWEST_DIGITS ? number : null,
  };
}
