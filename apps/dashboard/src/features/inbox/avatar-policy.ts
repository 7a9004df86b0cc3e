const COLORS = 8;

/** Up to two letters of a name, the first of the first and the last word; undefined for what has no letters. */
export function initialsOf(name: string): string | undefined {
  const words = name.match(/\p{L}[\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0] ?? '')
    .join('');
  return letters === '' ? undefined : letters.toLocaleUpperCase();
}

/** The same of eight colours for the same id, always. */
export function colorOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % COLORS;
}
