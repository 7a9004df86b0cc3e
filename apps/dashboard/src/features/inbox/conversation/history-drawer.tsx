import { Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DetailsDrawer } from '../../../ui/details-drawer.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

export interface HistoryDrawerProps<Item> {
  title: string;
  query: {
    data: { items: readonly Item[] } | undefined;
    error: unknown;
    isPending: boolean;
    isError: boolean;
    refetch: () => Promise<unknown>;
  };
  /** What is said when there is nothing. */
  none: string;
  onClose: () => void;
  /** One entry of the list. */
  children: (item: Item) => ReactNode;
}

/** What happened with a conversation, entry by entry, beside it. */
export function HistoryDrawer<Item>({
  title,
  query,
  none,
  onClose,
  children,
}: HistoryDrawerProps<Item>): ReactNode {
  return (
    <DetailsDrawer title={title} onClose={onClose}>
      {query.isPending && <Skeleton height={120} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && (
        <Text c="dimmed" size="sm">
          {none}
        </Text>
      )}
      <Stack component="ol" gap="lg" className="recado-plain-list">
        {query.data?.items.map(children)}
      </Stack>
    </DetailsDrawer>
  );
}
