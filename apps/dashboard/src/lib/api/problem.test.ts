import { expect, it } from 'vitest';
import { call, CallFailed, failureOf, isPassing } from './problem.ts';

const problem = {
  type: '/docs/errors#invalid_request',
  title: 'The request is not valid',
  status: 400,
  code: 'invalid_request',
  hint: 'See errors',
  errors: [{ path: 'cloud.accessToken', message: 'Required' }],
};

it('a call gives its data', async () => {
  expect(await call(Promise.resolve({ data: { id: 'a' } }))).toEqual({ id: 'a' });
});

it('what the server says of a failure is kept, field by field', async () => {
  const failed = failureOf(await call(Promise.resolve({ error: problem })).catch((error: unknown) => error));
  expect(failed).toBeInstanceOf(CallFailed);
  expect([failed.code, failed.fields.get('cloud.accessToken')]).toEqual(['invalid_request', 'Required']);
});

it('a server that was not reached is no answer of it', async () => {
  for (const unreached of [
    Promise.reject(new TypeError('Failed to fetch')),
    Promise.resolve({ error: new TypeError('x') }),
  ]) {
    const failed = await call(unreached).catch((error: unknown) => error);
    expect(failureOf(failed).code).toBe('offline');
    expect(isPassing(failed)).toBe(true);
  }
  expect(isPassing(problem)).toBe(false);
});

it('an answer of a proxy in between is unknown, not a crash', () => {
  expect(failureOf('<html>502').code).toBe('unknown');
  expect(failureOf({}).code).toBe('unknown');
});
