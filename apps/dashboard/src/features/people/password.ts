export const SHORTEST_PASSWORD = 8;

// Without those that are taken for one another when they are read aloud or written down.
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 20;

/** A password of about 116 bits in groups of five. */
export function newPassword(): string {
  const letters: string[] = [];
  while (letters.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      // Bytes beyond the last whole alphabet would make some letters likelier than others.
      const letter = byte < 256 - (256 % LETTERS.length) ? LETTERS[byte % LETTERS.length] : undefined;
      if (letter !== undefined && letters.length < LENGTH) letters.push(letter);
    }
  }
  return letters.join('').replaceAll(/(.{5})(?=.)/g, '$1-');
}
