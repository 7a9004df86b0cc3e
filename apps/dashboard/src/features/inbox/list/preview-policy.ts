import { previewFields } from '@recado/contracts/preview-fields';
import type { Message } from '@recado/sdk';

const MOST_CHARACTERS = 200;

/** The beginning of what people read of a message, on one line; null for one without words. */
export function previewOf({ content }: Message['message']): string | null {
  const words = typeof content === 'string' ? content : wordsOf(Object.entries(content));
  const line = words.trim().replaceAll(/\s+/g, ' ').slice(0, MOST_CHARACTERS);
  return line === '' ? null : line;
}

function wordsOf(entries: readonly [string, unknown][]): string {
  const fields = new Map(entries);
  for (const name of previewFields) {
    const value = fields.get(name);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return '';
}
