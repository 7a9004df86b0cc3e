import { z } from 'zod';
import { InstanceId } from './ids.ts';

/** `GET /templates`. */
export const TemplatesQuery = z.strictObject({
  instanceId: InstanceId.describe('The number whose templates they are'),
  status: z.string().max(40).optional().describe('Only templates of this status, such as APPROVED'),
  refresh: z
    .stringbool()
    .optional()
    .describe('Ask WhatsApp now rather than give what is known (at most 60 s old)'),
});
export type TemplatesQuery = z.infer<typeof TemplatesQuery>;

export const MessageTemplate = z
  .object({
    name: z.string(),
    language: z.string(),
    status: z.string().describe("In WhatsApp's words: APPROVED, PENDING, REJECTED, PAUSED, …"),
    category: z.string(),
    parameters: z
      .array(
        z.object({
          component: z.enum(['header', 'body', 'button']),
          index: z.int().optional().describe('Which button'),
          kind: z.string().describe('text, image, video, document, location or coupon_code'),
          name: z.string().optional().describe("The variable's number or name"),
          example: z.string().optional(),
        }),
      )
      .describe('What a sender has to fill in'),
    components: z.array(z.unknown()).describe('As the Cloud API gives them'),
  })
  .meta({
    id: 'MessageTemplate',
    example: {
      name: 'order_update',
      language: 'pt_BR',
      status: 'APPROVED',
      category: 'UTILITY',
      parameters: [{ component: 'body', kind: 'text', name: '1', example: 'Maria' }],
      components: [{ type: 'BODY', text: 'Olá {{1}}, seu pedido saiu para entrega.' }],
    },
  });
export type MessageTemplate = z.infer<typeof MessageTemplate>;

/** The answer of `GET /templates`: all there are. */
export const MessageTemplates = z.object({ items: z.array(MessageTemplate), nextCursor: z.null() }).meta({
  id: 'MessageTemplates',
  example: { items: [MessageTemplate.meta()?.['example']], nextCursor: null },
});
export type MessageTemplates = z.infer<typeof MessageTemplates>;
