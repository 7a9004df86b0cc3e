import type { MediaDetails } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useMay } from '../../../../lib/api/profile.ts';
import { mediaDetailsQuery, mediaFileQuery } from './media-queries.ts';

/** How a file stands. */
export type MediaView =
  | { state: 'hidden' }
  | { state: 'loading'; details: MediaDetails | undefined }
  | { state: 'pending' }
  | { state: 'lost'; reason: string | null }
  | { state: 'failed'; error: unknown; retry: () => void }
  | { state: 'known'; details: MediaDetails }
  | { state: 'ready'; details: MediaDetails; file: Blob; url: string };

/** An address of the bytes within this page, for as long as they are shown. */
function useObjectUrl(file: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (file === undefined) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [file]);
  return url;
}

interface Reading<Data> {
  data: Data | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => Promise<unknown>;
}

const failedView = ({ error, refetch }: Reading<unknown>): MediaView => ({
  state: 'failed',
  error,
  retry: () => void refetch(),
});

/** A file of which its details tell all there is to show: it is not here, or not wanted. */
function detailsView({ data, ...reading }: Reading<MediaDetails>, isWanted: boolean): MediaView | undefined {
  if (reading.isError) return failedView({ data, ...reading });
  if (data === undefined) return { state: 'loading', details: undefined };
  if (data.state === 'pending') return { state: 'pending' };
  if (data.state === 'failed') return { state: 'lost', reason: data.error };
  return isWanted ? undefined : { state: 'known', details: data };
}

function fileView(details: MediaDetails, reading: Reading<Blob>, url: string | undefined): MediaView {
  if (reading.isError) return failedView(reading);
  return reading.data === undefined || url === undefined
    ? { state: 'loading', details }
    : { state: 'ready', details, file: reading.data, url };
}

/** A file of a message: what is known of it, and with `isWanted` its bytes. */
export function useMedia(id: string, isWanted: boolean): MediaView {
  const mayRead = useMay('media:read');
  const details = useQuery({ ...mediaDetailsQuery(id), enabled: mayRead });
  const isStored = details.data?.state === 'stored';
  const file = useQuery({ ...mediaFileQuery(id), enabled: mayRead && isStored && isWanted });
  const url = useObjectUrl(file.data);
  if (!mayRead) return { state: 'hidden' };
  const early = detailsView(details, isWanted);
  if (early !== undefined || details.data === undefined)
    return early ?? { state: 'loading', details: undefined };
  return fileView(details.data, file, url);
}
