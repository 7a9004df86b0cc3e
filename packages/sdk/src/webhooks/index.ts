export { verifyHubSignature, type VerifyHubSignatureOptions } from './verify-hub-signature.ts';
export {
  verifySignature,
  verifyWebhook,
  type ReceivedWebhook,
  type VerifyWebhookOptions,
} from './verify-webhook.ts';
export type { WebhookEvent, WebhookEventOf } from './webhook-event.ts';
export type { HeaderReader, WebhookHeaders } from './webhook-headers.ts';
export type { WebhookSecrets } from './signing-keys.ts';
export { WebhookVerificationError, type WebhookVerificationCode } from './webhook-verification-error.ts';
