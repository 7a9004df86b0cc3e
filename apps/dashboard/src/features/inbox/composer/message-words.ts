import type { Message } from '@recado/sdk';

const wordFields = ['caption', 'body', 'question', 'title', 'name'] as const;

/** The words by which a message is known again; undefined for one without any. */
export function messageWords({ message: { content } }: Pick<Message, 'message'>): string | undefined {
  if (typeof content === 'string') return content;
  const fields = new Map<string, unknown>(Object.entries(content));
  for (const field of wordFields) {
    const words = fields.get(field);
    if (typeof words === 'string' && words !== '') return words;
  }
  return undefined;
}
