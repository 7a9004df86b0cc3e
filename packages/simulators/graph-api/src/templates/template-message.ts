import { z } from 'zod';

const WORDS = z.string().transform((text) => text.toLowerCase());

const parameterSchema = z.looseObject({
  type: WORDS.pipe(
    z.enum([
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
      'limited_time_offer',
      'gif',
      'product',
    ]),
  ),
  parameter_name: z.string().optional(),
  text: z.string().optional(),
});
export type TemplateParameter = z.infer<typeof parameterSchema>;

const componentSchema = z.looseObject({
  type: WORDS.pipe(
    z.enum(['header', 'body', 'button', 'footer', 'carousel', 'limited_time_offer', 'order_status']),
  ),
  sub_type: WORDS.optional(),
  index: z.union([z.string(), z.number()]).transform(Number).optional(),
  parameters: z.array(parameterSchema).optional(),
});
export type TemplateMessageComponent = z.infer<typeof componentSchema>;

const cardSchema = z.looseObject({ card_index: z.number(), components: z.array(componentSchema) });
export type TemplateMessageCard = z.infer<typeof cardSchema>;

/** `template` in a message: which one, in which language, with which parameters. */
export const templateMessageSchema = z.looseObject({
  name: z.string().min(1).max(512),
  language: z.looseObject({ code: z.string().min(1), policy: z.string().optional() }),
  components: z.array(componentSchema.extend({ cards: z.array(cardSchema).optional() })).optional(),
});
export type TemplateMessage = z.infer<typeof templateMessageSchema>;
