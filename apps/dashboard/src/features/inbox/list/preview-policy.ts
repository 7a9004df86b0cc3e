import type { Message } from '@recado/sdk';

/** Fields that hold what people read of a message, whatever its type; the best first, as the server has them. */
const wordFields = [
  'emoji',
  'caption',
  'text',
  'body',
  'title',
  'question',
  'filename',
  'name',
  'address',
] as const;

const MOST_CHARACTERS = 200;

/** The beginning of what people read of a message, on one line; null for one without words. */
export function previewOf({ content }: Message['message']): string | null {
  const words = typeof content === 'string' ? content : wordsOf(Object.entries(content));
  const line = words.trim().replaceAll(/\s+/g, ' ').slice(0, MOST_CHARACTERS);
  return line === '' ? null : line;
}

function wordsOf(entries: readonly [string, unknown][]): string {
  const fields = new Map(entries);
  for (const name of wordFields) {
    const value = fields.get(name);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return '';
}
