import type { Message } from '@recado/sdk';

const readable = ['caption', 'body', 'text', 'question', 'title', 'emoji', 'filename', 'name', 'address'];

const fieldsOf = (content: object): Map<string, unknown> => new Map(Object.entries(content));

/** The name of the first contact card. */
function cardName(fields: ReadonlyMap<string, unknown>): string | undefined {
  const cards = fields.get('contacts');
  const first: unknown = Array.isArray(cards) ? cards[0] : undefined;
  if (typeof first !== 'object' || first === null || !('name' in first)) return undefined;
  const { name } = first;
  return typeof name === 'object' && name !== null && 'formattedName' in name
    ? String(name.formattedName)
    : undefined;
}

/** What a person reads of a message; undefined when it says nothing in words. */
export function textOfMessage({ content }: { content: string | object }): string | undefined {
  if (typeof content === 'string') return content;
  const fields = fieldsOf(content);
  const text = readable
    .map((name) => fields.get(name))
    .find((value) => typeof value === 'string' && value !== '');
  return typeof text === 'string' ? text : cardName(fields);
}

/** The one at the other end. */
export const contactOf = ({ direction, sender, recipient }: Message): string =>
  direction === 'inbound' ? sender : recipient;

/** Whether it can be sent again by hand. */
export const isResendable = ({ direction, status }: Message): boolean =>
  direction === 'outbound' && ['failed', 'expired', 'in_doubt'].includes(status);

/** Whether it can be called off. */
export const isCancellable = ({ direction, status }: Message): boolean =>
  direction === 'outbound' && status === 'pending';
