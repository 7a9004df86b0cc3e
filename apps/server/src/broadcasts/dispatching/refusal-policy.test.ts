import { expect, it } from 'vitest';
import type { ErrorCode } from '@recado/contracts';
import { AppError } from '../../platform/http/app-error.ts';
import { refusalOf } from './refusal-policy.ts';

it.each<[ErrorCode, string]>([
  ['recipient_opted_out', 'skipped'],
  ['contact_blocked', 'skipped'],
  ['window_closed', 'failed'],
  ['recipient_invalid', 'failed'],
  ['media_invalid', 'failed'],
  ['invalid_request', 'failed'],
  ['idempotency_mismatch', 'failed'],
  ['instance_not_connected', 'wait'],
  ['queue_full', 'wait'],
  ['not_found', 'wait'],
  ['internal', 'unforeseen'],
])('%s means %s', (code, kind) => {
  expect(refusalOf(new AppError(code))).toMatchObject({ kind });
});

it('a full queue is left alone for as long as it asks', () => {
  expect(refusalOf(new AppError('queue_full', 'full', { retryAfterSeconds: 30 }))).toEqual({
    kind: 'wait',
    code: 'queue_full',
    detail: 'full',
    waitMs: 30_000,
  });
});

it('a field that is wrong is named', () => {
  const error = new AppError('invalid_request', undefined, {
    errors: [{ path: 'message.content', message: 'is too long' }],
  });
  expect(refusalOf(error)).toMatchObject({
    detail: 'The request is not valid: message.content is too long',
  });
});

it('what is no answer of ours is unforeseen', () => {
  expect(refusalOf(new TypeError('x'))).toMatchObject({ kind: 'unforeseen' });
});
