import { ErrorCode } from '@recado/contracts';
import { z } from 'zod';
import { AppError } from '../../../platform/http/app-error.ts';
import { ChannelError, type Failure } from '../../channel.ts';

const StoredFailure: z.ZodType<Failure> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('retry'),
    code: z.string(),
    detail: z.string(),
    scope: z.enum(['message', 'recipient', 'instance']),
    retryAfterMs: z.number().optional(),
  }),
  z.object({ kind: z.literal('refused'), code: z.string(), detail: z.string(), pausesInstance: z.boolean() }),
]);

/** An error that one process stores for another. */
const StoredError = z.object({ code: ErrorCode, message: z.string(), failure: StoredFailure.optional() });
export type StoredError = z.infer<typeof StoredError>;

/** What of an error may be told to who asked. Others than AppError and ChannelError are for the log alone. */
export function storedError(error: unknown): StoredError {
  if (error instanceof ChannelError)
    return { code: error.code, message: error.message, failure: error.failure };
  if (error instanceof AppError) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'The session could not do it' };
}

/** @throws the error that the session threw */
export function answerOf({ state, result }: { state: 'done' | 'failed'; result: unknown }): unknown {
  if (state === 'done') return result;
  const { code, message, failure } = StoredError.parse(result);
  throw failure === undefined ? new AppError(code, message) : new ChannelError(failure);
}
