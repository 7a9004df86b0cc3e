import { ERROR_KINDS } from './error-kinds.ts';
import { traceId } from './identifiers.ts';

/** What makes up one error of the Graph API; what is left out comes from the table of codes. */
export interface GraphErrorSpec {
  readonly code: number;
  /** The whole `error.message`; without it `(#code) title`. */
  readonly message?: string;
  /** `error.error_data.details`. */
  readonly details?: string;
  readonly status?: number;
  readonly type?: 'OAuthException' | 'GraphMethodException';
  readonly subcode?: number;
  readonly isTransient?: boolean;
  readonly userTitle?: string;
  readonly userMessage?: string;
  readonly retryAfterSeconds?: number;
}

/** An error that is answered to the client in the Graph API's shape. */
export class GraphError extends Error {
  readonly spec: GraphErrorSpec;

  constructor(spec: GraphErrorSpec) {
    super(spec.message ?? `(#${spec.code}) ${titleOf(spec.code)}`);
    this.spec = spec;
  }

  /** The HTTP status, unless `overrides` has another for this code. */
  status(overrides: Readonly<Record<number, number>>): number {
    return overrides[this.spec.code] ?? this.spec.status ?? ERROR_KINDS[this.spec.code]?.status ?? 400;
  }

  /** The body, with a new trace id each time. */
  body(): { error: Record<string, unknown> } {
    const { spec } = this;
    const isTransient = spec.isTransient ?? ERROR_KINDS[spec.code]?.isTransient;
    return {
      error: {
        message: this.message,
        type: spec.type ?? 'OAuthException',
        code: spec.code,
        ...(spec.details !== undefined && {
          error_data: { messaging_product: 'whatsapp', details: spec.details },
        }),
        ...(spec.subcode !== undefined && { error_subcode: spec.subcode }),
        ...(isTransient !== undefined && { is_transient: isTransient }),
        ...(spec.userTitle !== undefined && { error_user_title: spec.userTitle }),
        ...(spec.userMessage !== undefined && { error_user_msg: spec.userMessage }),
        fbtrace_id: traceId(),
      },
    };
  }
}

/** One error in the `errors` of a failed status or an unsupported message. */
export interface WebhookError {
  readonly code: number;
  readonly title: string;
  readonly message: string;
  readonly error_data: { readonly details: string };
  readonly href: string;
}

/** The error object that webhooks carry for a code. */
export function webhookError(code: number, details?: string): WebhookError {
  const title = titleOf(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? ERROR_KINDS[code]?.details ?? title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

/** Any code of the table, with its own details unless others are given. */
export function codedError(code: number, details?: string): GraphError {
  return new GraphError({ code, details: details ?? ERROR_KINDS[code]?.details ?? titleOf(code) });
}

/** 100: a parameter of the envelope is not there. */
export function parameterRequired(name: string): GraphError {
  return new GraphError({ code: 100, message: `(#100) The parameter ${name} is required.` });
}

/** 100: a parameter has a value that Graph itself refuses. */
export function parameterRefused(message: string, details?: string): GraphError {
  return new GraphError({
    code: 100,
    message: `(#100) ${message}`,
    ...(details !== undefined && { details }),
  });
}

/** 131008: a parameter of the message is not there. */
export function requiredMissing(details: string): GraphError {
  return codedError(131008, details);
}

/** 131009: a parameter of the message has a value that WhatsApp refuses. */
export function valueNotValid(details: string): GraphError {
  return codedError(131009, details);
}

/** 803: no object has this id. */
export function notFound(what: string): GraphError {
  return new GraphError({
    code: 803,
    message: `${what} not found`,
    status: 404,
    type: 'GraphMethodException',
  });
}

function titleOf(code: number): string {
  return ERROR_KINDS[code]?.title ?? 'Unknown error';
}
