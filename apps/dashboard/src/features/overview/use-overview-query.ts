import { useQuery, type QueryKey, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import { keepPreviousData } from '@tanstack/react-query';
import { usePollMs } from '../../lib/live/live.ts';

/** Time goes on and what is due becomes so without any event. */
const AT_LEAST_EVERY_MS = 30_000;

/** A query of the overview: kept up to date, and while another period is read, the last one stays. */
export function useOverviewQuery<Data, Key extends QueryKey>(
  options: UseQueryOptions<Data, Error, Data, Key>,
): UseQueryResult<Data> {
  const pollMs = usePollMs();
  return useQuery({
    ...options,
    placeholderData: keepPreviousData,
    refetchInterval: pollMs === false ? AT_LEAST_EVERY_MS : pollMs,
  });
}
