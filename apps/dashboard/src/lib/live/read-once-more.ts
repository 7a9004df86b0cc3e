import type { Query, QueryClient } from '@tanstack/react-query';

const awaited = new WeakSet<Query>();

/**
 * A query that is on its way for the first time may have been answered before what is told now, so it is read once more when
 * it is there. What it has already, TanStack Query reads again at once: it cancels a fetch only of a query with data.
 */
export function readOnceMore(client: QueryClient): void {
  for (const query of client.getQueryCache().findAll({ type: 'active', fetchStatus: 'fetching' })) {
    const { promise } = query;
    if (promise === undefined || query.state.data !== undefined || awaited.has(query)) continue;
    awaited.add(query);
    const done = (): void => void awaited.delete(query);
    promise.then(() => {
      // Only now is the query out of its fetch.
      setTimeout(() => {
        done();
        void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
      });
    }, done);
  }
}
