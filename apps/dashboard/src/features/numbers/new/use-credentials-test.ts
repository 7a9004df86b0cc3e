import { useDebouncedValue } from '@mantine/hooks';
import { testCredentials, type CredentialsTest } from '@recado/sdk';
import { skipToken, useQuery } from '@tanstack/react-query';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { testBody } from './credentials-test-policy.ts';
import type { NewNumber } from './new-number-policy.ts';

/** Long enough to type on, short enough to seem at once. */
const PAUSE_MS = 700;

/** How the test of what is typed now stands. */
export type CredentialsState =
  | { kind: 'incomplete' }
  | { kind: 'testing' }
  | { kind: 'told'; result: CredentialsTest }
  | { kind: 'failed'; error: Error };

/** Has the credentials tested whenever typing pauses and all are there. What was said of others does not count. */
export function useCredentialsTest(number: NewNumber): CredentialsState {
  const typed = JSON.stringify(testBody(number) ?? null);
  const [settled] = useDebouncedValue(typed, PAUSE_MS);
  const body = testBody(number);
  const isSettled = typed === settled;
  const { data, error } = useQuery({
    // Secrets are in the key: nothing of it outlives the form.
    queryKey: ['credentials-test', settled],
    queryFn:
      body === undefined || !isSettled
        ? skipToken
        : ({ signal }) => call(testCredentials({ client, body, signal })),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  if (body === undefined) return { kind: 'incomplete' };
  if (!isSettled) return { kind: 'testing' };
  if (error !== null) return { kind: 'failed', error };
  return data === undefined ? { kind: 'testing' } : { kind: 'told', result: data };
}
