import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from './error-state.tsx';
import { LoadingRows } from './loading-rows.tsx';

/** What of an infinite query of pages `{ items }` is needed to show it. */
export interface PagedQuery<Item> {
  data: { pages: readonly { items: readonly Item[] }[] } | undefined;
  error: unknown;
  isPending: boolean;
  /** The list is still that of the filters before. */
  isPlaceholderData: boolean;
  isError: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
  refetch: () => Promise<unknown>;
}

export interface EndlessListProps<Item> {
  query: PagedQuery<Item>;
  /** What is shown when there is nothing. */
  empty: ReactNode;
  children: (items: readonly Item[]) => ReactNode;
}

/** A list that is read page by page, in each state that it can be in: being read, failed, empty, there, with more to come. */
export function EndlessList<Item>({ query, empty, children }: EndlessListProps<Item>): ReactNode {
  const { t } = useTranslation();
  const retry = (): void => void query.refetch();
  if (query.isPending) return <LoadingRows />;
  if (query.data === undefined) return <ErrorState error={query.error} onRetry={retry} />;
  const items = query.data.pages.flatMap((page) => page.items);
  // Nothing was found before; what is asked now may well be there.
  if (items.length === 0) return query.isPlaceholderData ? <LoadingRows /> : empty;
  return (
    <Stack className="recado-list" aria-busy={query.isPlaceholderData}>
      {query.isError && <ErrorState error={query.error} onRetry={retry} />}
      {children(items)}
      {query.hasNextPage && !query.isPlaceholderData && (
        <Button
          variant="default"
          mx="auto"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('words.more')}
        </Button>
      )}
    </Stack>
  );
}
