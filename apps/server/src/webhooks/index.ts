export { WebhooksModule } from './webhooks.module.ts';
export { networkErrorName, TIMEOUT } from './delivering/network-error-policy.ts';
export { signatureHeaders, toStandardSecret } from './delivering/signing-policy.ts';
