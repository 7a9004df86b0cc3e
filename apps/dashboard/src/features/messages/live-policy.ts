import type { Message } from '@recado/sdk';
import { rangeOf, type MessageFilters } from './message-filters.ts';
import { contactOf, textOfMessage } from './message-text.ts';

/** Whether a message that just came or changed belongs into a list that is narrowed so. */
export function belongs(message: Message, filters: MessageFilters, now: Date): boolean {
  const { instanceId, contact, direction, status, type, text } = filters;
  const { from = '', to = '9' } = rangeOf(filters, now);
  return (
    fits(instanceId, message.instanceId) &&
    fits(contact, contactOf(message)) &&
    fits(direction, message.direction) &&
    fits(status, message.status) &&
    fits(type, message.message.type) &&
    message.createdAt >= from &&
    message.createdAt < to &&
    hasText(message, text)
  );
}

const fits = <Value>(wanted: Value | undefined, value: Value): boolean =>
  wanted === undefined || wanted === value;

const hasText = ({ message }: Message, text: string | undefined): boolean =>
  text === undefined || (textOfMessage(message) ?? '').toLowerCase().includes(text.toLowerCase());

interface Pages<Item> {
  pages: { items: Item[]; nextCursor: string | null }[];
}

/** The pages with what is known anew of their messages; the same pages when none of them is there. */
export function patched<Item extends Message, Data extends Pages<Item>>(
  data: Data,
  changed: ReadonlyMap<string, Message>,
): Data {
  if (!data.pages.some(({ items }) => items.some(({ id }) => changed.has(id)))) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => {
        const news = changed.get(item.id);
        return news === undefined ? item : { ...item, ...newer(item, news) };
      }),
    })),
  };
}

// Events come in their order, but what was read meanwhile may be newer still.
const newer = (known: Message, told: Message): Message => (told.updatedAt >= known.updatedAt ? told : known);

/** Those that are on no page, and would not be on one that is yet to be read. */
export function unseen(data: Pages<Message>, changed: ReadonlyMap<string, Message>): Message[] {
  const seen = new Set(data.pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const last = data.pages.at(-1);
  const oldest = last?.nextCursor == null ? '' : (last.items.at(-1)?.createdAt ?? '');
  return [...changed.values()].filter(({ id, createdAt }) => !seen.has(id) && createdAt >= oldest);
}
