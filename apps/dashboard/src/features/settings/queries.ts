import { getConsentSettings, getOwnTenant, getRetention, listQuickReplies } from '@recado/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';

export const tenantQuery = queryOptions({
  queryKey: ['settings', 'tenant'],
  queryFn: ({ signal }) => call(getOwnTenant({ client, signal })),
});

export const retentionQuery = queryOptions({
  queryKey: ['settings', 'retention'],
  queryFn: ({ signal }) => call(getRetention({ client, signal })),
});

export const consentQuery = queryOptions({
  queryKey: ['settings', 'consent'],
  queryFn: ({ signal }) => call(getConsentSettings({ client, signal })),
});

/** Above every query about quick replies, here and at the composer. */
export const repliesKey = ['quick-replies'] as const;

export const repliesQuery = infiniteQueryOptions({
  queryKey: [...repliesKey, 'settings'],
  queryFn: ({ pageParam, signal }) =>
    call(
      listQuickReplies({
        client,
        signal,
        query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) },
      }),
    ),
  initialPageParam: firstPage(),
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

function firstPage(): string | null {
  return null;
}
