import { z } from 'zod';
import { MediaId, MessageId } from './ids.ts';
import { InboundType, type OutboundType } from './message-types.ts';
import { messageLimits as limits } from './message-limits.ts';
import { outboundExamples } from './outbound-examples.ts';

const HttpUrl = z.url({ protocol: /^https?$/ }).max(2048);

const mediaSource = {
  link: HttpUrl.optional().describe('Public address of the file; give this or `mediaId`'),
  mediaId: MediaId.optional().describe('Id that POST /media gave; give this or `link`'),
};
const exactlyOneSource = (content: { link?: unknown; mediaId?: unknown }) =>
  (content.link === undefined) !== (content.mediaId === undefined);
const oneSourceMessage = { message: 'Give exactly one of `link` and `mediaId`', path: ['link'] };
const caption = z.string().max(limits.caption).optional();

export const MessageOptions = z
  .strictObject({
    delay: z.int().min(0).max(60_000).optional().describe('Milliseconds to wait before sending'),
    typing: z
      .boolean()
      .optional()
      .describe('Show "typing…" to the recipient before sending, where WhatsApp allows it'),
    linkPreview: z.boolean().optional().describe('For text: show a preview of the first link'),
    mentions: z
      .array(z.string().min(1).max(64))
      .max(limits.mentions)
      .optional()
      .describe(
        'For text and captions in groups, on web: members that are notified. Numbers in E.164 or WhatsApp ids; write @ and the digits in the text where each is named',
      ),
  })
  .meta({ id: 'MessageOptions', example: { delay: 1000, typing: true } });
export type MessageOptions = z.infer<typeof MessageOptions>;

const MediaHeader = z.strictObject(mediaSource).refine(exactlyOneSource, oneSourceMessage);
export const InteractiveHeader = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(limits.headerText) }),
    z.strictObject({ type: z.literal('image'), image: MediaHeader }),
    z.strictObject({ type: z.literal('video'), video: MediaHeader }),
    z.strictObject({ type: z.literal('document'), document: MediaHeader }),
  ])
  .meta({ id: 'InteractiveHeader' });

const interactiveText = {
  body: z.string().min(1).max(limits.interactiveBody),
  footer: z.string().min(1).max(limits.footer).optional(),
};

const ListRow = z.strictObject({
  id: z.string().min(1).max(limits.rowId),
  title: z.string().min(1).max(limits.rowTitle),
  description: z.string().max(limits.rowDescription).optional(),
});

export const ListContent = z
  .strictObject({
    header: z.string().min(1).max(limits.headerText).optional(),
    ...interactiveText,
    button: z.string().min(1).max(limits.buttonTitle).describe('Text of the button that opens the list'),
    sections: z
      .array(
        z.strictObject({
          title: z.string().max(limits.sectionTitle).optional(),
          rows: z.array(ListRow).min(1).max(limits.rows),
        }),
      )
      .min(1)
      .max(limits.sections),
  })
  .refine((list) => list.sections.reduce((count, section) => count + section.rows.length, 0) <= limits.rows, {
    message: `A list has at most ${String(limits.rows)} rows in all its sections`,
    path: ['sections'],
  })
  .refine((list) => list.sections.length === 1 || list.sections.every((section) => section.title), {
    message: 'Every section needs a title when there is more than one',
    path: ['sections'],
  })
  .refine(
    (list) =>
      new Set(list.sections.flatMap((section) => section.rows.map((row) => row.id))).size ===
      list.sections.flatMap((section) => section.rows).length,
    {
      message: 'Row ids must differ',
      path: ['sections'],
    },
  );

export const ButtonsContent = z
  .strictObject({
    header: InteractiveHeader.optional(),
    ...interactiveText,
    buttons: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(limits.buttonId),
          title: z.string().min(1).max(limits.buttonTitle),
        }),
      )
      .min(1)
      .max(limits.buttons),
  })
  .refine((content) => new Set(content.buttons.map((button) => button.id)).size === content.buttons.length, {
    message: 'Button ids must differ',
    path: ['buttons'],
  });

export const CtaUrlContent = z.strictObject({
  header: InteractiveHeader.optional(),
  ...interactiveText,
  displayText: z.string().min(1).max(limits.ctaText),
  url: HttpUrl,
});

const ContactCard = z
  .strictObject({
    name: z.strictObject({
      formattedName: z.string().min(1),
      firstName: z.string().optional(),
      lastName: z.string().optional(),
      middleName: z.string().optional(),
      prefix: z.string().optional(),
      suffix: z.string().optional(),
    }),
    phones: z
      .array(z.strictObject({ phone: z.string(), type: z.string().optional(), waId: z.string().optional() }))
      .optional(),
    emails: z.array(z.strictObject({ email: z.string(), type: z.string().optional() })).optional(),
    addresses: z
      .array(
        z.strictObject({
          street: z.string().optional(),
          city: z.string().optional(),
          state: z.string().optional(),
          zip: z.string().optional(),
          country: z.string().optional(),
          countryCode: z.string().optional(),
          type: z.string().optional(),
        }),
      )
      .optional(),
    organization: z
      .strictObject({
        company: z.string().optional(),
        department: z.string().optional(),
        title: z.string().optional(),
      })
      .optional(),
    urls: z.array(z.strictObject({ url: z.string(), type: z.string().optional() })).optional(),
    birthday: z.iso.date().optional(),
  })
  .meta({ id: 'ContactCard' });
export type ContactCard = z.infer<typeof ContactCard>;

const TemplateParameter = z.looseObject({
  type: z.enum([
    'text',
    'currency',
    'date_time',
    'image',
    'video',
    'document',
    'location',
    'payload',
    'coupon_code',
    'action',
  ]),
});
export const TemplateContent = z.strictObject({
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(15).describe('Code such as pt_BR'),
  components: z
    .array(
      z.strictObject({
        type: z.enum(['header', 'body', 'button']),
        sub_type: z.enum(['quick_reply', 'url', 'copy_code', 'flow', 'catalog']).optional(),
        index: z.union([z.string(), z.int()]).optional(),
        parameters: z.array(TemplateParameter),
      }),
    )
    .optional()
    .describe('Parameters in the form of the Cloud API'),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

/** Of what a reaction is; an empty emoji takes the reaction back. */
const ReactionContent = z.strictObject({
  messageId: MessageId.describe('The message to react to'),
  emoji: z.string().max(30),
});

const PollContent = z
  .strictObject({
    question: z.string().min(1).max(limits.pollQuestion),
    options: z.array(z.string().min(1).max(limits.pollOption)).min(2).max(limits.pollOptions),
    selectable: z.int().min(0).default(1).describe('How many may be chosen; 0: as many as one likes'),
  })
  .refine(({ options }) => new Set(options).size === options.length, {
    message: 'Options must differ',
    path: ['options'],
  })
  .refine(({ options, selectable }) => selectable <= options.length, {
    message: 'is more than there are options',
    path: ['selectable'],
  });

/** WhatsApp shows an edit for 15 minutes after the message was sent, and leaves the message as it is after that. */
const EditContent = z.strictObject({
  messageId: MessageId.describe('A message that this instance sent, at most 15 minutes ago'),
  text: z.string().min(1).max(limits.text),
});

const DeleteContent = z.strictObject({
  messageId: MessageId.describe(
    'A message that this instance sent; in a group of which it is an admin, also one of somebody else',
  ),
});

/** OutboundText, OutboundCtaUrl. */
const componentName = (type: OutboundType): string =>
  `Outbound_${type}`.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const of = <T extends OutboundType, C extends z.ZodType>(type: T, content: C) =>
  z
    .strictObject({ type: z.literal(type), content, options: MessageOptions.optional() })
    .meta({ id: componentName(type), example: outboundExamples[type] });

/** What can be sent, by type. `content` is a string for text, an object otherwise. */
export const OutboundContent = z
  .discriminatedUnion('type', [
    of('text', z.string().min(1).max(limits.text)),
    of('image', z.strictObject({ ...mediaSource, caption }).refine(exactlyOneSource, oneSourceMessage)),
    of('video', z.strictObject({ ...mediaSource, caption }).refine(exactlyOneSource, oneSourceMessage)),
    of(
      'audio',
      z
        .strictObject({
          ...mediaSource,
          voice: z.boolean().optional().describe('Show as a voice message (OGG with Opus)'),
        })
        .refine(exactlyOneSource, oneSourceMessage),
    ),
    of(
      'document',
      z
        .strictObject({ ...mediaSource, caption, filename: z.string().min(1).max(240).optional() })
        .refine(exactlyOneSource, oneSourceMessage),
    ),
    of('sticker', z.strictObject(mediaSource).refine(exactlyOneSource, oneSourceMessage)),
    of(
      'location',
      z.strictObject({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        name: z.string().max(1000).optional(),
        address: z.string().max(1000).optional(),
      }),
    ),
    of('contacts', z.strictObject({ contacts: z.array(ContactCard).min(1).max(257) })),
    of('reaction', ReactionContent),
    of('list', ListContent),
    of('buttons', ButtonsContent),
    of('cta_url', CtaUrlContent),
    of('template', TemplateContent),
    of('poll', PollContent),
    of('edit', EditContent),
    of('delete', DeleteContent),
  ])
  .meta({
    id: 'OutboundContent',
    example: { type: 'text', content: 'Olá, como posso ajudar?', options: { delay: 1000, typing: true } },
  });
export type OutboundContent = z.infer<typeof OutboundContent>;

export type OutboundOf<T extends OutboundType> = Extract<OutboundContent, { type: T }>;

/** What a customer sent: a string for text, otherwise an object whose fields are those of the outbound type of that name. */
export const InboundContent = z
  .object({ type: InboundType, content: z.union([z.string(), z.record(z.string(), z.unknown())]) })
  .meta({ id: 'InboundContent', example: { type: 'text', content: 'Quero saber o preço' } });
export type InboundContent = z.infer<typeof InboundContent>;
