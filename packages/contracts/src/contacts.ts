import { z } from 'zod';
import { InstanceId } from './ids.ts';

/** The path of `GET /contacts/:id/exists`. */
export const NumberPath = z.strictObject({
  id: z
    .string()
    .regex(/^\+?[1-9]\d{6,14}$/, 'must be E.164, for example +5511999999999')
    .describe('The number, E.164'),
});
export type NumberPath = z.infer<typeof NumberPath>;

export const NumberQuery = z.strictObject({
  instanceId: InstanceId.describe('The number that asks; one that was connected by QR code'),
});
export type NumberQuery = z.infer<typeof NumberQuery>;

/** Whether a number is on WhatsApp. */
export const NumberOnWhatsapp = z
  .object({
    phoneNumber: z.string().describe('E.164'),
    exists: z.boolean(),
    whatsappId: z.string().nullable().describe('What WhatsApp calls the number; it may differ in digits'),
  })
  .meta({
    id: 'NumberOnWhatsapp',
    example: { phoneNumber: '+5511999999999', exists: true, whatsappId: '5511999999999@s.whatsapp.net' },
  });
export type NumberOnWhatsapp = z.infer<typeof NumberOnWhatsapp>;
