import type { CreateWebhook, EventFilter, RetryConfig, UpdateWebhook, Webhook } from '@recado/sdk';

export interface HeaderDraft {
  name: string;
  value: string;
}

/** An endpoint as its form holds it: times in seconds, what is empty as an empty text. */
export interface WebhookDraft {
  url: string;
  instanceId: string | undefined;
  events: readonly EventFilter[];
  description: string;
  /** Undefined for those that an endpoint has already, whose values nobody can read. */
  headers: readonly HeaderDraft[] | undefined;
  maxRetries: number | string;
  retryDelay: number | string;
  maxDelay: number | string;
  strategy: RetryConfig['strategy'];
  ordered: boolean;
  rateLimit: number | string;
  connectTimeout: number | string;
  timeout: number | string;
  hubSignature: boolean;
  secret: string;
}

export const newDraft: WebhookDraft = {
  url: '',
  instanceId: undefined,
  events: ['message.*'],
  description: '',
  headers: [],
  maxRetries: 8,
  retryDelay: 5,
  maxDelay: 86_400,
  strategy: 'exponential',
  ordered: false,
  rateLimit: '',
  connectTimeout: 5,
  timeout: 15,
  hubSignature: false,
  secret: '',
};

export const draftOf = (webhook: Webhook): WebhookDraft => ({
  url: webhook.url,
  instanceId: webhook.instanceId ?? undefined,
  events: webhook.events,
  description: webhook.description ?? '',
  headers: webhook.headerNames.length === 0 ? [] : undefined,
  maxRetries: webhook.retryConfig.maxRetries,
  retryDelay: webhook.retryConfig.retryDelay / 1_000,
  maxDelay: webhook.retryConfig.maxDelay / 1_000,
  strategy: webhook.retryConfig.strategy,
  ordered: webhook.ordered,
  rateLimit: webhook.rateLimit ?? '',
  connectTimeout: webhook.connectTimeoutMs / 1_000,
  timeout: webhook.timeoutMs / 1_000,
  hubSignature: webhook.hubSignature,
  secret: '',
});

const ms = (seconds: number | string): number => Math.round(Number(seconds) * 1_000);

/** When a failed delivery is tried again, in milliseconds as the API takes it. */
export const retryConfigOf = (draft: WebhookDraft): RetryConfig => ({
  maxRetries: Number(draft.maxRetries),
  retryDelay: ms(draft.retryDelay),
  maxDelay: ms(draft.maxDelay),
  strategy: draft.strategy,
});

function settingsOf(draft: WebhookDraft) {
  const { headers, description } = draft;
  return {
    url: draft.url.trim(),
    events: [...draft.events],
    description: description.trim() === '' ? null : description.trim(),
    retryConfig: retryConfigOf(draft),
    ordered: draft.ordered,
    rateLimit: draft.rateLimit === '' ? null : Number(draft.rateLimit),
    connectTimeoutMs: ms(draft.connectTimeout),
    timeoutMs: ms(draft.timeout),
    hubSignature: draft.hubSignature,
    ...(headers !== undefined && {
      headers: Object.fromEntries(
        headers.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
      ),
    }),
  };
}

/** The body that makes an endpoint. */
export const creationOf = (draft: WebhookDraft): CreateWebhook => ({
  ...settingsOf(draft),
  instanceId: draft.instanceId ?? null,
  ...(draft.secret !== '' && { secret: draft.secret }),
});

/** The body that replaces an endpoint's settings; its secret and whether it is on stay as they are. */
export const changeOf = (draft: WebhookDraft): UpdateWebhook => settingsOf(draft);

export type UrlFault = 'bad' | 'insecure' | 'private';

const PRIVATE =
  /^(localhost|.*\.(local|internal|localhost)|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|169\.254\..*|0\.0\.0\.0|\[::1?\]|\[f[cde].*)$/;

/** What stands against an address as it is typed; only `bad` is certain, on the others the server decides. */
export function faultOf(text: string): UrlFault | undefined {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || /\s/.test(text.trim())) return 'bad';
  if (PRIVATE.test(url.hostname)) return 'private';
  return url.protocol === 'http:' ? 'insecure' : undefined;
}
