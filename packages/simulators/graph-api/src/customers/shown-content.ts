import { z } from 'zod';
import type { SentByCustomer } from './customer-state.ts';

/** Something that the customer can tap: a button, a row of a list. */
export interface ShownChoice {
  readonly kind: 'button' | 'row' | 'quickReply';
  readonly id: string;
  readonly title: string;
}

export interface ShownFile {
  readonly mimeType: string | undefined;
  readonly filename: string | undefined;
  /** Under which the simulator keeps the bytes; undefined for a file that is only linked to. */
  readonly mediaId: string | undefined;
}

/** What a telephone shows of a message. */
export interface ShownContent {
  readonly type: string;
  readonly text?: string | undefined;
  readonly file?: ShownFile | undefined;
  readonly choices?: readonly ShownChoice[] | undefined;
  readonly replyTo?: string | undefined;
}

/** A template with its parameters filled in. */
export type ReadTemplate = (content: unknown) => Pick<ShownContent, 'text' | 'choices'>;

const text = z.string().optional().catch(undefined);
const fileSchema = z.looseObject({ id: text, link: text, caption: text, filename: text, mime_type: text });
const placeSchema = z.looseObject({
  latitude: z.coerce.number(),
  longitude: z.coerce.number(),
  name: text,
  address: text,
});
const contactSchema = z.looseObject({
  name: z.looseObject({ formatted_name: text }).optional(),
  phones: z.array(z.looseObject({ phone: text })).optional(),
});
const choiceSchema = z.looseObject({ id: z.string(), title: z.string() });
const interactiveSchema = z.looseObject({
  header: z.looseObject({ text }).optional(),
  body: z.looseObject({ text }).optional(),
  footer: z.looseObject({ text }).optional(),
  action: z
    .looseObject({
      buttons: z.array(z.looseObject({ reply: choiceSchema })).optional(),
      sections: z.array(z.looseObject({ rows: z.array(choiceSchema).optional() })).optional(),
      parameters: z.looseObject({ display_text: text, url: text }).optional().catch(undefined),
    })
    .optional(),
  button_reply: choiceSchema.optional(),
  list_reply: choiceSchema.optional(),
});
const messageSchema = z.looseObject({
  type: z.string().default('text'),
  context: z.looseObject({ message_id: text, id: text }).optional(),
  text: z.looseObject({ body: text }).optional(),
  location: placeSchema.optional(),
  contacts: z.array(contactSchema).optional(),
  interactive: interactiveSchema.optional(),
  button: z.looseObject({ text }).optional(),
});

const lines = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n');

/** What the telephone shows of a message's body: as the business sent it to the API, or as it stands in a webhook. */
export function shownContent(body: unknown, readTemplate: ReadTemplate = () => ({})): ShownContent {
  const message = messageSchema.parse(body);
  const { type, context } = message;
  const replyTo = context?.message_id ?? context?.id;
  const file = fileSchema.safeParse(message[type]);
  if (FILES.has(type) && file.success) return { type, replyTo, ...shownFile(file.data) };
  if (type === 'template') return { type, replyTo, ...readTemplate(message['template']) };
  return { type, replyTo, ...wordsOf(message) };
}

/** What the telephone shows of a message that it sent itself. */
export const shownAsSent = ({ item }: SentByCustomer): ShownContent => shownContent(item);

const FILES = new Set(['image', 'video', 'audio', 'document', 'sticker']);

function shownFile(file: z.infer<typeof fileSchema>): Pick<ShownContent, 'text' | 'file'> {
  return {
    text: file.caption,
    file: {
      mimeType: file.mime_type,
      filename: file.filename ?? file.link?.split('/').at(-1),
      mediaId: file.id,
    },
  };
}

function wordsOf(message: z.infer<typeof messageSchema>): Pick<ShownContent, 'text' | 'choices'> {
  const { location, contacts, interactive } = message;
  if (location) return { text: placeOf(location) };
  if (contacts) return { text: lines(contacts.map(cardOf)) };
  if (interactive) return shownInteractive(interactive);
  return { text: message.text?.body ?? message.button?.text };
}

const placeOf = ({ latitude, longitude, name, address }: z.infer<typeof placeSchema>): string =>
  lines([name, address]) || `${String(latitude)}, ${String(longitude)}`;

const cardOf = ({ name, phones = [] }: z.infer<typeof contactSchema>): string =>
  [name?.formatted_name, ...phones.map(({ phone }) => phone)]
    .filter((part) => part !== undefined)
    .join(' · ');

type Interactive = z.infer<typeof interactiveSchema>;

function shownInteractive(interactive: Interactive): Pick<ShownContent, 'text' | 'choices'> {
  const { header, body, footer, action } = interactive;
  const answer = interactive.button_reply ?? interactive.list_reply;
  if (answer) return { text: answer.title };
  const link = action?.parameters;
  return {
    text: lines([header?.text, body?.text, footer?.text, link?.display_text, link?.url]),
    choices: choicesOf(action),
  };
}

function choicesOf({ buttons = [], sections = [] }: Interactive['action'] = {}): ShownChoice[] {
  return [
    ...buttons.map(({ reply }) => ({ kind: 'button' as const, ...named(reply) })),
    ...sections.flatMap(({ rows = [] }) => rows).map((row) => ({ kind: 'row' as const, ...named(row) })),
  ];
}

const named = ({ id, title }: z.infer<typeof choiceSchema>) => ({ id, title });
