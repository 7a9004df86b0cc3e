import type { BotRule } from '@recado/contracts';

/** Words in lower case without accents, a space between each two; what is neither letter nor digit parts them. */
export const wordsOf = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Signs alone, such as `?` or an emoji, have no words; they are compared as they stand. */
function comparable(keyword: string, text: string): [keyword: string, text: string] {
  const words = wordsOf(keyword);
  return words === '' ? [keyword.trim(), text.trim()] : [` ${words} `, ` ${wordsOf(text)} `];
}

function fits(keyword: string, match: BotRule['match'], text: string): boolean {
  const [wanted, given] = comparable(keyword, text);
  switch (match) {
    case 'exact':
      return given === wanted;
    case 'starts_with':
      return given.startsWith(wanted);
    case 'contains':
      return given.includes(wanted);
  }
}

/** The keyword of the rule that a text has; undefined when it has none. */
export const keywordIn = ({ keywords, match }: BotRule, text: string): string | undefined =>
  keywords.find((keyword) => fits(keyword, match, text));
