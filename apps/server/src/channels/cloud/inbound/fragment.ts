import { z } from 'zod';

/** A contact as a webhook shows it: `wa_id` is empty for a user with a username, who then has a `user_id`. */
export const WebhookContact = z.looseObject({
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  profile: z.looseObject({ name: z.string().optional(), username: z.string().optional() }).optional(),
});
export type WebhookContact = z.infer<typeof WebhookContact>;

const item = z.record(z.string(), z.unknown());
const contact = WebhookContact.optional().catch(undefined);

/** One update of a webhook by itself: what split-webhook.ts stores and interpret.ts reads. */
export const Fragment = z.discriminatedUnion('update', [
  z.object({ update: z.literal('message'), message: item, contact }),
  z.object({ update: z.literal('status'), status: item, contact }),
  z.object({
    update: z.literal('change'),
    /** The WhatsApp Business Account. */
    accountId: z.string().optional(),
    field: z.string(),
    /** Seconds since the epoch, where Meta gives it. */
    time: z.number().optional(),
    value: item,
  }),
]);
type Fragment = z.infer<typeof Fragment>;
export type MessageFragment = Extract<Fragment, { update: 'message' }>;
export type StatusFragment = Extract<Fragment, { update: 'status' }>;
export type ChangeFragment = Extract<Fragment, { update: 'change' }>;
