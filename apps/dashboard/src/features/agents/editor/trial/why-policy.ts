/** Why an agent did what it did: a text of ours with what stands in it, or the words of the server. */
export type Why =
  | { key: 'rule'; place: string; keyword: string }
  | { key: 'option'; option: string }
  | { key: 'noOption'; count: string; most: string }
  | { key: 'closed' | 'nothingFits' | 'model' }
  | { key: 'other'; words: string };

const readers: readonly [RegExp, (found: RegExpExecArray) => Why][] = [
  [/^rule (\d+): "(.*)"$/s, ([, place = '', keyword = '']) => ({ key: 'rule', place, keyword })],
  [/^menu option (.*)$/s, ([, option = '']) => ({ key: 'option', option })],
  [
    /^no option of the menu, (\d+) of (\d+)$/,
    ([, count = '', most = '']) => ({ key: 'noOption', count, most }),
  ],
  [/^outside business hours/, () => ({ key: 'closed' })],
  [/^nothing fits$/, () => ({ key: 'nothingFits' })],
  [/^the model answered$/, () => ({ key: 'model' })],
];

/** Reads `why` of a plan, such as `rule 2: "atendente"`. */
export function readWhy(words: string): Why {
  for (const [pattern, read] of readers) {
    const found = pattern.exec(words);
    if (found !== null) return read(found);
  }
  return { key: 'other', words };
}
