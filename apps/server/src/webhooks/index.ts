export { WebhooksModule } from './webhooks.module.ts';
export { networkErrorName, TIMEOUT } from './network-error-policy.ts';
export { signatureHeaders, toStandardSecret } from './signing-policy.ts';
