import { createHash, timingSafeEqual } from 'node:crypto';
import ipaddr from 'ipaddr.js';

export interface MetricsRequest {
  /** The peer of the socket itself, whatever a header says. */
  peer: string | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Proxies add one of these. Their own connection comes from loopback when they run on this machine. */
const forwardingHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';

/**
 * Who may read the figures: whoever holds the token or, when there is none, a client on this machine that came
 * without a proxy. @returns why not; undefined when the request may
 */
export function metricsRefusal(
  request: MetricsRequest,
  token: string | undefined,
): 'unauthenticated' | 'forbidden' | undefined {
  if (token !== undefined) {
    const given = /^Bearer (.+)$/i.exec(String(request.headers['authorization'] ?? ''))?.[1] ?? '';
    return timingSafeEqual(digest(given), digest(token)) ? undefined : 'unauthenticated';
  }
  const isForwarded = forwardingHeaders.some((name) => request.headers[name] !== undefined);
  return isLoopback(request.peer) && !isForwarded ? undefined : 'forbidden';
}
