import { Pool } from 'undici';

export interface LoadResult {
  accepted: number;
  seconds: number;
  /** Milliseconds, ascending. */
  latenciesMs: number[];
}

/** Sends `count` POSTs over `connections` connections of keep-alive, each as soon as the one before is answered. */
export async function load(options: {
  url: string;
  path: string;
  headers: Record<string, string>;
  connections: number;
  count: number;
  body: (place: number) => unknown;
}): Promise<LoadResult> {
  const pool = new Pool(options.url, { connections: options.connections, pipelining: 1 });
  const latenciesMs: number[] = [];
  let next = 0;
  const begunAt = performance.now();
  const one = async (): Promise<void> => {
    while (next < options.count) {
      const place = next++;
      const at = performance.now();
      const response = await pool.request({
        path: options.path,
        method: 'POST',
        headers: { ...options.headers, 'content-type': 'application/json' },
        body: JSON.stringify(options.body(place)),
      });
      const text = await response.body.text();
      if (response.statusCode !== 202) throw new Error(`${String(response.statusCode)} ${text}`);
      latenciesMs.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: options.connections }, one));
  const seconds = (performance.now() - begunAt) / 1_000;
  await pool.close();
  return { accepted: latenciesMs.length, seconds, latenciesMs: latenciesMs.toSorted((a, b) => a - b) };
}

/** The value below which `share` of the sorted values lie. */
export const quantile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export const median = (values: number[]): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
