import type { OutboundOf } from '@recado/contracts';

/** Messages with choices, which this protocol does not let a linked device send. */
export type Choices = OutboundOf<'list'> | OutboundOf<'buttons'> | OutboundOf<'cta_url'>;

const bold = (text: string | undefined): string | undefined => (text ? `*${text}*` : undefined);
const italic = (text: string | undefined): string | undefined => (text ? `_${text}_` : undefined);

const paragraphs = (parts: (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');

const line = (place: number, title: string, description?: string): string =>
  `${String(place)}. ${title}${description ? ` — ${description}` : ''}`;

/** Choices as text, numbered through, so that people answer with a number. */
export function numberedText(message: Choices): string {
  switch (message.type) {
    case 'list':
      return listText(message.content);
    case 'buttons':
      return paragraphs([
        headerText(message.content.header),
        message.content.body,
        message.content.buttons.map(({ title }, place) => line(place + 1, title)).join('\n'),
        italic(message.content.footer),
      ]);
    case 'cta_url':
      return paragraphs([
        headerText(message.content.header),
        message.content.body,
        `${message.content.displayText}: ${message.content.url}`,
        italic(message.content.footer),
      ]);
  }
}

const headerText = (header: OutboundOf<'buttons'>['content']['header']): string | undefined =>
  header?.type === 'text' ? bold(header.text) : undefined;

function listText({ header, body, sections, footer }: OutboundOf<'list'>['content']): string {
  let place = 0;
  const blocks = sections.map(({ title, rows }) =>
    [bold(title), ...rows.map((row) => line(++place, row.title, row.description))]
      .filter((text) => text !== undefined)
      .join('\n'),
  );
  return paragraphs([bold(header), body, ...blocks, italic(footer)]);
}
