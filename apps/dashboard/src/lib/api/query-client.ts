import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './problem.ts';

const MOST_TRIES = 3;

/** Server state lives here and nowhere else. What the live connection tells of is read again at once. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < MOST_TRIES && isPassing(error),
      retryDelay: (failures) => Math.min(8_000, 500 * 2 ** failures),
    },
    mutations: { retry: false },
  },
});
