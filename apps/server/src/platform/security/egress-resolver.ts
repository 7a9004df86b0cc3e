import { lookup, Resolver } from 'node:dns/promises';
import { isIP, isIPv4 } from 'node:net';

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** Every address of a host name; rejects when it has none. */
export type ResolveHost = (hostname: string) => Promise<ResolvedAddress[]>;

const withFamily = (address: string): ResolvedAddress => ({ address, family: isIPv4(address) ? 4 : 6 });

async function fromSystem(hostname: string): Promise<ResolvedAddress[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => withFamily(address)).filter(({ address }) => isIP(address) !== 0);
}

const isLocalName = (hostname: string): boolean => /(?:^|\.)localhost\.?$/i.test(hostname);

/**
 * Asks the name servers directly. The system's resolver (hosts file, search domains) comes second, and not after a
 * timeout: it takes one of four threads that password hashing and files need too, so that a slow name server of one
 * tenant would hold up all.
 */
export function systemResolver(): ResolveHost {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 });
  return async (hostname) => {
    if (isLocalName(hostname)) return fromSystem(hostname);
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses.map(withFamily);
    const late = answers.find((answer) => answer.status === 'rejected' && isTimeout(answer.reason));
    if (late?.status === 'rejected') throw late.reason;
    return fromSystem(hostname);
  };
}

const isTimeout = (reason: unknown): boolean =>
  reason instanceof Error && 'code' in reason && reason.code === 'ETIMEOUT';
