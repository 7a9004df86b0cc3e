import { z } from 'zod';

const mediaHeader = z
  .object({ id: z.string().optional(), link: z.string().optional() })
  .refine((media) => media.id !== undefined || media.link !== undefined, {
    message: 'one of id and link is required',
  });

const headerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1).max(60) }),
  z.object({ type: z.literal('image'), image: mediaHeader }),
  z.object({ type: z.literal('video'), video: mediaHeader }),
  z.object({ type: z.literal('document'), document: mediaHeader }),
]);
const textHeaderSchema = z.object({ type: z.literal('text'), text: z.string().min(1).max(60) });
const bodySchema = z.object({ text: z.string().min(1).max(1024) });
const footerSchema = z.object({ text: z.string().min(1).max(60) }).optional();

/** Refuses two entries with the same value, as WhatsApp does with ids and titles. */
function allDifferent(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

const replyButtonsSchema = z
  .array(
    z.object({
      type: z.literal('reply'),
      reply: z.object({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
    }),
  )
  .min(1)
  .max(3)
  .refine((buttons) => allDifferent(buttons.map((button) => button.reply.id)), {
    message: 'Button ids must be unique',
  })
  .refine((buttons) => allDifferent(buttons.map((button) => button.reply.title)), {
    message: 'Button titles must be unique',
  });

const rowSchema = z.object({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(24),
  description: z.string().max(72).optional(),
});

const listSectionsSchema = z
  .array(z.object({ title: z.string().max(24).optional(), rows: z.array(rowSchema).min(1).max(10) }))
  .min(1)
  .max(10)
  .refine((sections) => sections.flatMap((section) => section.rows).length <= 10, {
    message: 'Total row count exceed max allowed count: 10',
  })
  .refine((sections) => sections.length === 1 || sections.every((section) => section.title), {
    message: 'Section title is required when there is more than one section',
  })
  .refine((sections) => allDifferent(sections.flatMap((section) => section.rows.map((row) => row.id))), {
    message: 'Row ids must be unique',
  });

const productSectionsSchema = z
  .array(
    z.object({
      title: z.string().max(24).optional(),
      product_items: z.array(z.object({ product_retailer_id: z.string().min(1) })).min(1),
    }),
  )
  .min(1)
  .max(10)
  .refine((sections) => sections.flatMap((section) => section.product_items).length <= 30, {
    message: 'Total product count exceed max allowed count: 30',
  });

const flowParametersSchema = z
  .looseObject({
    flow_message_version: z.literal(['3', '4']),
    flow_id: z.string().optional(),
    flow_name: z.string().optional(),
    flow_cta: z.string().min(1).max(30),
    flow_token: z.string().optional(),
    flow_action: z.enum(['navigate', 'data_exchange']).optional(),
    flow_action_payload: z.looseObject({ screen: z.string().min(1) }).optional(),
  })
  .refine((parameters) => (parameters.flow_id === undefined) !== (parameters.flow_name === undefined), {
    message: 'one of flow_id and flow_name is required',
  });

/** `interactive` of a message: buttons, lists, products, a flow, a link button, a request for the place. */
export const interactiveSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('button'),
    header: headerSchema.optional(),
    body: bodySchema,
    footer: footerSchema,
    action: z.object({ buttons: replyButtonsSchema }),
  }),
  z.object({
    type: z.literal('list'),
    header: textHeaderSchema.optional(),
    body: bodySchema,
    footer: footerSchema,
    action: z.object({ button: z.string().min(1).max(20), sections: listSectionsSchema }),
  }),
  z.object({
    type: z.literal('product'),
    body: bodySchema.optional(),
    footer: footerSchema,
    action: z.object({ catalog_id: z.string().min(1), product_retailer_id: z.string().min(1) }),
  }),
  z.object({
    type: z.literal('product_list'),
    header: textHeaderSchema,
    body: bodySchema,
    footer: footerSchema,
    action: z.object({ catalog_id: z.string().min(1), sections: productSectionsSchema }),
  }),
  z.object({
    type: z.literal('catalog_message'),
    body: bodySchema,
    footer: footerSchema,
    action: z.object({
      name: z.literal('catalog_message'),
      parameters: z.object({ thumbnail_product_retailer_id: z.string().optional() }).optional(),
    }),
  }),
  z.object({
    type: z.literal('flow'),
    header: headerSchema.optional(),
    body: bodySchema,
    footer: footerSchema,
    action: z.object({ name: z.literal('flow'), parameters: flowParametersSchema }),
  }),
  z.object({
    type: z.literal('cta_url'),
    header: headerSchema.optional(),
    body: bodySchema,
    footer: footerSchema,
    action: z.object({
      name: z.literal('cta_url'),
      parameters: z.object({ display_text: z.string().min(1).max(20), url: z.url({ protocol: /^https?$/ }) }),
    }),
  }),
  z.object({
    type: z.literal('location_request_message'),
    body: bodySchema,
    action: z.object({ name: z.literal('send_location') }),
  }),
]);
