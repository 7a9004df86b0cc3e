import type { Message } from '@recado/contracts';

/** Types that say nothing to answer: signs on messages, and what WhatsApp itself tells. */
export const silentTypes = ['reaction', 'edit', 'delete', 'deleted', 'system'];
const silent: ReadonlySet<string> = new Set(silentTypes);

/** Whether a customer waits for an answer to it. */
export const asksForAnswer = ({ type }: { type: string }): boolean => !silent.has(type);

/** Where the words of a message may stand, by what tells most: the title of a tapped button, a caption, a question. */
const places = ['title', 'text', 'caption', 'body', 'question', 'name', 'filename'] as const;

function wordsIn(content: Record<string, unknown>): string {
  const { options } = content;
  const found = places
    .map((place) => content[place])
    .find((value) => typeof value === 'string' && value !== '');
  if (typeof found === 'string') return found;
  return Array.isArray(options) ? options.filter((option) => typeof option === 'string').join(', ') : '';
}

/** The words of a message as a person would read them aloud; empty for a picture without a caption. */
export const textOf = ({ content }: Message['message']): string =>
  typeof content === 'string' ? content : wordsIn({ ...content });

/** The words of a message, after what it is when it is more than text; empty for what says nothing. */
export function describedText(message: Message['message']): string {
  if (message.type === 'text') return textOf(message);
  return asksForAnswer(message) ? `[${message.type}] ${textOf(message)}`.trim() : '';
}
