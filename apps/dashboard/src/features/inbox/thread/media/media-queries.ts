import { downloadMedia, getMediaDetails } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../../../../lib/api/client.ts';
import { call } from '../../../../lib/api/problem.ts';

const PENDING_MS = 1_500;
const KEPT_MS = 2 * 60_000;

/** What is known of a file; asked again while it is on its way from WhatsApp. */
export const mediaDetailsQuery = (id: string) =>
  queryOptions({
    queryKey: ['media', id, 'details'],
    queryFn: ({ signal }) => call(getMediaDetails({ client, signal, path: { id } })),
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? PENDING_MS : false),
  });

/** The file itself. It is let go some time after nothing shows it. */
export const mediaFileQuery = (id: string) =>
  queryOptions({
    queryKey: ['media', id, 'file'],
    queryFn: ({ signal }): Promise<Blob> =>
      call(downloadMedia({ client, signal, path: { id }, parseAs: 'blob' })),
    staleTime: Infinity,
    gcTime: KEPT_MS,
    structuralSharing: false,
  });
