import { z } from 'zod';
import { templateMessageSchema } from '../templates/template-message.ts';
import { interactiveSchema } from './interactive-schemas.ts';

const CAPTION_LENGTH_MAX = 1024;

const textSchema = z.object({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() });

const mediaFields = {
  id: z.string().min(1).optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional(),
};
const caption = z.string().max(CAPTION_LENGTH_MAX).optional();

/** Media is named by id or by link, by one of them. */
function media<Shape extends z.ZodRawShape>(extra: Shape) {
  return z
    .object({ ...mediaFields, ...extra })
    .superRefine((value: { id?: unknown; link?: unknown }, context) => {
      if (value.id !== undefined && value.link !== undefined)
        context.addIssue({ code: 'custom', message: 'only one of id and link may be given' });
      if (value.id === undefined && value.link === undefined)
        context.addIssue({
          code: 'custom',
          message: 'one of id and link is required',
          params: { isMissing: true },
        });
    });
}

const coordinate = (limit: number) => z.coerce.number().min(-limit).max(limit);

const locationSchema = z.object({
  latitude: coordinate(90),
  longitude: coordinate(180),
  name: z.string().max(1000).optional(),
  address: z.string().max(1000).optional(),
});

const contactNameSchema = z
  .object({
    formatted_name: z.string().min(1),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    middle_name: z.string().optional(),
    prefix: z.string().optional(),
    suffix: z.string().optional(),
  })
  .refine(
    (name) =>
      [name.first_name, name.last_name, name.middle_name, name.prefix, name.suffix].some(
        (part) => part !== undefined,
      ),
    {
      message:
        'besides formatted_name at least one of first_name, last_name, middle_name, prefix, suffix is required',
    },
  );

const contactSchema = z.looseObject({
  name: contactNameSchema,
  phones: z
    .array(
      z.looseObject({
        phone: z.string().optional(),
        wa_id: z.string().optional(),
        type: z.string().optional(),
      }),
    )
    .optional(),
  emails: z.array(z.looseObject({ email: z.string().optional() })).optional(),
  urls: z.array(z.looseObject({ url: z.string().optional() })).optional(),
  addresses: z.array(z.looseObject({ street: z.string().optional() })).optional(),
  birthday: z.iso.date().optional(),
  org: z.looseObject({ company: z.string().optional() }).optional(),
});

const reactionSchema = z.object({
  message_id: z.string().min(1),
  // An empty one takes the reaction back.
  emoji: z.string().refine((text) => [...new Intl.Segmenter().segment(text)].length <= 1, {
    message: 'must be a single emoji',
  }),
});

/** What `body[type]` must look like, for each type of message. */
export const CONTENT_SCHEMAS = {
  text: textSchema,
  image: media({ caption }),
  video: media({ caption }),
  audio: media({ voice: z.boolean().optional() }),
  document: media({ caption, filename: z.string().max(240).optional() }),
  sticker: media({}),
  location: locationSchema,
  contacts: z.array(contactSchema).min(1).max(257),
  reaction: reactionSchema,
  interactive: interactiveSchema,
  template: templateMessageSchema,
} as const;

export type MessageType = keyof typeof CONTENT_SCHEMAS;

/** Whether Meta knows the type. */
export function isMessageType(type: string): type is MessageType {
  return Object.hasOwn(CONTENT_SCHEMAS, type);
}
