import { WebhookVerificationError } from './webhook-verification-error.ts';

/** Headers as `fetch` handlers have them: `Headers`, or anything that is asked by name. */
export interface HeaderReader {
  get(name: string): string | null | undefined;
}

/** Headers as a server hands them over: `Headers`, Node's `request.headers`, or a record whose names are in any case. */
export type WebhookHeaders = HeaderReader | Readonly<Record<string, string | readonly string[] | undefined>>;

const isReader = (headers: WebhookHeaders): headers is HeaderReader => typeof headers.get === 'function';

function valueOf(headers: WebhookHeaders, name: string): string {
  if (isReader(headers)) return headers.get(name) ?? '';
  const found = Object.entries(headers).find(([given]) => given.toLowerCase() === name);
  return [found?.[1] ?? ''].flat().join(' ');
}

/**
 * @param name in lower case
 * @throws WebhookVerificationError `missing_header` when it is absent or empty
 */
export function requiredHeader(headers: WebhookHeaders, name: string): string {
  const value = valueOf(headers, name).trim();
  if (value !== '') return value;
  throw new WebhookVerificationError(
    'missing_header',
    `The header ${name} is missing: the request is not a webhook of Recado, or something in between removed it`,
  );
}
