import type { OutboundContent } from '@recado/sdk';

export interface Sample {
  text: string;
  /** What is put into a template. */
  values: string[];
}

/** What of a message can be read: its text, or the template with its values. */
export function sampleOf(message: OutboundContent): Sample {
  if (message.type === 'text') return { text: message.content, values: [] };
  if (message.type === 'template')
    return {
      text: message.content.name,
      values: (message.content.components ?? []).flatMap(({ parameters }) =>
        parameters.map(({ text }) => text).filter((text) => typeof text === 'string'),
      ),
    };
  const { content } = message;
  const readable = new Map<string, unknown>(Object.entries(content));
  const text = ['caption', 'body', 'question', 'name', 'link']
    .map((name) => readable.get(name))
    .find((value) => typeof value === 'string');
  return { text: typeof text === 'string' ? text : '', values: [] };
}
