import type { OutboundContent } from '@recado/sdk';

/** What of a message can be read, other than of a template. */
export function sampleOf(message: OutboundContent): string {
  if (message.type === 'text') return message.content;
  const readable = new Map<string, unknown>(Object.entries(message.content));
  const text = ['caption', 'body', 'question', 'name', 'link']
    .map((name) => readable.get(name))
    .find((value) => typeof value === 'string');
  return typeof text === 'string' ? text : '';
}
