import { z } from 'zod';
import type { ApiClient } from '../../e2e/harness/api.ts';
import { quantile } from '../throughput/load.ts';
import type { Route } from './routes.ts';

export interface RouteFigures {
  name: string;
  p50Ms: number;
  p99Ms: number;
  /** Rows in the answer. */
  items: number | undefined;
}

const Answer = z.looseObject({ items: z.array(z.unknown()).optional(), nextCursor: z.string().nullish() });

/** The path of the page that is measured: that of the route, or one so many pages on, as far as there are so many. */
export async function pathOf(client: ApiClient, { path, pagesBefore = 0 }: Route): Promise<string> {
  let cursor: string | null | undefined;
  const at = () => (typeof cursor === 'string' ? `${path}&cursor=${encodeURIComponent(cursor)}` : path);
  for (let page = 0; page < pagesBefore; page += 1) {
    const { nextCursor } = Answer.parse(await client.expect('GET', at()));
    if (typeof nextCursor !== 'string') break;
    cursor = nextCursor;
  }
  return at();
}

/** Sends the request so often, so many at a time, after a few that warm up what a process prepares once. */
export async function measureRoute(
  client: ApiClient,
  route: Route,
  { requests, concurrency }: { requests: number; concurrency: number },
): Promise<RouteFigures> {
  const path = await pathOf(client, route);
  const latenciesMs: number[] = [];
  let items: number | undefined;
  const send = async () => {
    const begunAt = performance.now();
    const answer = Answer.parse(await client.expect('GET', path));
    latenciesMs.push(performance.now() - begunAt);
    items = answer.items?.length;
  };
  const sendMany = async (count: number) => {
    let left = count;
    const worker = async () => {
      while (left-- > 0) await send();
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  };
  await sendMany(concurrency * 8);
  latenciesMs.length = 0;
  await sendMany(requests);
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const rounded = (value: number) => Number(value.toFixed(1));
  return {
    name: route.name,
    p50Ms: rounded(quantile(sorted, 0.5)),
    p99Ms: rounded(quantile(sorted, 0.99)),
    items,
  };
}
