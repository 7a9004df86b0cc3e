import { z } from 'zod';

const Body = z.object({
  error: z.object({
    code: z.coerce.number().int(),
    message: z.string().optional(),
    is_transient: z.boolean().optional(),
    error_user_msg: z.string().optional(),
    error_data: z.union([z.object({ details: z.string().optional() }), z.string()]).optional(),
  }),
});

/** An error as the Graph API tells it. Meta wants clients to go by `code` and details, not by title, subcode or HTTP status. */
export interface GraphError {
  code: number;
  /** Meta's reason in plain words. */
  reason: string;
  isTransient: boolean;
}

/** `(#131047) Re-engagement message` is `Re-engagement message`. */
const withoutCode = (message: string): string => message.replace(/^\(#\d+\)\s*/, '');

/** Reads the coded error of an answer; undefined when it has none, as what a proxy on the way answers. */
export function graphErrorOf(body: string): GraphError | undefined {
  const parsed = Body.safeParse(jsonOf(body));
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  const details = typeof error.error_data === 'object' ? error.error_data.details : error.error_data;
  const message = error.message === undefined ? '' : withoutCode(error.message);
  const reasons = [message, details ?? error.error_user_msg ?? ''].filter((part) => part !== '');
  return {
    code: error.code,
    reason: [...new Set(reasons)].join(': ') || `Error ${String(error.code)}`,
    isTransient: error.is_transient === true,
  };
}

/** The JSON value of a text; undefined when it is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
