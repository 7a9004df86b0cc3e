import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { invalidRequest } from './validation-pipe.ts';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
};

/** The Idempotency-Key of a request: 1 to 255 visible ASCII characters, or undefined when absent. */
export function idempotencyKeyOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw invalidRequest([
      { path: ['Idempotency-Key'], message: 'must be 1 to 255 visible ASCII characters' },
    ]);
  return key;
}

/** What makes two requests the same: method, path and the body, whatever the order of its fields. */
export function requestFingerprint(request: Pick<FastifyRequest, 'method' | 'url' | 'body'>): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(sorted(request.body) ?? null)}`)
    .digest();
}
