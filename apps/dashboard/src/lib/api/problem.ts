import type { ErrorCode, Problem } from '@recado/sdk';

/** Why a call did not give what it was asked for. `offline`: the server was not reached; `unknown`: its answer says nothing. */
export type FailureCode = ErrorCode | 'offline' | 'unknown';

/** A call that failed, with what the server said of it. */
export class CallFailed extends Error {
  readonly code: FailureCode;
  readonly detail: string | undefined;
  readonly fields: ReadonlyMap<string, string>;
  readonly requestId: string | undefined;

  constructor(code: FailureCode, problem?: Partial<Problem>) {
    super(problem?.detail ?? problem?.title ?? code);
    this.name = 'CallFailed';
    this.code = code;
    this.detail = problem?.detail;
    this.fields = new Map(problem?.errors?.map(({ path, message }) => [path, message]));
    this.requestId = problem?.requestId;
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  'status' in value;

/** What went wrong, from what a call gave or threw. */
export function failureOf(error: unknown): CallFailed {
  if (error instanceof CallFailed) return error;
  if (isProblem(error)) return new CallFailed(error.code, error);
  // A browser's fetch rejects with a TypeError whenever no answer came.
  if (error instanceof TypeError) return new CallFailed('offline');
  return new CallFailed('unknown', error instanceof Error ? { detail: error.message } : undefined);
}

/** The data of a call of the SDK. @throws CallFailed */
export async function call<Data>(
  answer: Promise<{ data?: Data; error?: unknown }>,
): Promise<NonNullable<Data>> {
  const { data, error } = await answer.catch((thrown: unknown) => ({ data: undefined, error: thrown }));
  if (data === undefined || data === null) throw failureOf(error);
  return data;
}

const passing = new Set<FailureCode>(['offline', 'internal', 'unavailable', 'rate_limited', 'unknown']);

/** Whether the same call may well succeed in a moment. */
export const isPassing = (error: unknown): boolean => passing.has(failureOf(error).code);
