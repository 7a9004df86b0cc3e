import { z } from 'zod';
import { QuickReplyId } from './ids.ts';
import { messageLimits } from './message-limits.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

const shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\d][\p{L}\d_-]{0,31}$/u, 'must be 1 to 32 letters, digits, - or _')
  .describe('The word it is called by; the tenant has it once, in small letters');
const text = z
  .string()
  .trim()
  .min(1)
  .max(messageLimits.text)
  .describe(
    'May have {{contact.name}}, {{contact.firstName}}, {{contact.phone}}, {{agent.name}} and {{number.name}}, which who uses it fills in; {{contact.name|cliente}} says what stands there when it is not known',
  );

/** `POST /quick-replies`. */
export const CreateQuickReply = z.strictObject({ shortcut, text }).meta({
  id: 'CreateQuickReply',
  example: { shortcut: 'prazo', text: 'Olá {{contact.firstName|cliente}}, a entrega leva até 3 dias úteis.' },
});
export type CreateQuickReply = z.infer<typeof CreateQuickReply>;

/** `PATCH /quick-replies/:id`: what is left out stays. */
export const UpdateQuickReply = z
  .strictObject({ shortcut, text })
  .partial()
  .meta({ id: 'UpdateQuickReply', example: { text: 'A entrega leva até 5 dias úteis.' } });
export type UpdateQuickReply = z.infer<typeof UpdateQuickReply>;

/** An answer that the team wrote beforehand. */
export const QuickReply = z
  .object({
    id: QuickReplyId,
    shortcut: z.string(),
    text: z.string(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: 'QuickReply',
    example: {
      id: '0198f3c0-0000-7000-8000-000000000010',
      shortcut: 'prazo',
      text: 'Olá {{contact.firstName|cliente}}, a entrega leva até 3 dias úteis.',
      createdAt: '2026-11-24T12:00:00.000Z',
      updatedAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type QuickReply = z.infer<typeof QuickReply>;

/** `GET /quick-replies`. */
export const QuickRepliesQuery = PageQuery.extend({
  text: z
    .string()
    .trim()
    .max(100)
    .optional()
    .describe('The beginning of the shortcut, or a part of the text'),
});
export type QuickRepliesQuery = z.infer<typeof QuickRepliesQuery>;

export const QuickReplyPage = pageOf(QuickReply).meta({ id: 'QuickReplyPage' });
export type QuickReplyPage = z.infer<typeof QuickReplyPage>;
