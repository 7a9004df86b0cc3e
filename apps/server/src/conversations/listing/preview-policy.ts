import { previewFields } from '@recado/contracts';
import { z } from 'zod';

// Counted in characters, not in halves of them.
const BEGINNING = /^.{1,200}/su;

const Content = z.object({ content: z.union([z.string(), z.record(z.string(), z.unknown())]) });
const Cards = z.array(z.object({ name: z.object({ formattedName: z.string() }) }));
const Options = z.array(z.string());

function listed({ contacts, options }: Record<string, unknown>): string[] {
  const cards = Cards.safeParse(contacts);
  if (cards.success) return cards.data.map(({ name }) => name.formattedName);
  return Options.safeParse(options).data ?? [];
}

function wordsOf(content: Record<string, unknown>): string {
  const words = previewFields
    .map((field) => content[field])
    .find((value): value is string => typeof value === 'string' && value.trim() !== '');
  return words ?? listed(content).join(', ');
}

/**
 * The beginning of what people read of a message: its text or caption, or what names it.
 * @param message as stored, `{ type, content }`
 * @returns at most 200 characters on one line; null for a message without words
 */
export function previewOf(message: unknown): string | null {
  const { data } = Content.safeParse(message);
  if (data === undefined) return null;
  const words = typeof data.content === 'string' ? data.content : wordsOf(data.content);
  const line = words.trim().replaceAll(/\s+/g, ' ');
  return BEGINNING.exec(line)?.[0] ?? null;
}
