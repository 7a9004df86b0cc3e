import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** What decides besides the fixed lists. */
export interface AddressRules {
  /** Ranges that the operator opened. */
  allow: readonly Cidr[];
  /** Addresses of this machine's own interfaces. */
  own: readonly string[];
}

const range = (cidr: string, what: string): { cidr: Cidr; what: string } => ({
  cidr: ipaddr.parseCIDR(cidr),
  what,
});

// The special-purpose registries of IANA (IPv4 and IPv6), less what is globally reachable, plus the cloud's own addresses.
const closedRanges = [
  range('0.0.0.0/8', 'this machine'),
  range('10.0.0.0/8', 'a private network'),
  range('100.64.0.0/10', 'a carrier network'),
  range('127.0.0.0/8', 'this machine'),
  range('169.254.0.0/16', 'a link-local or cloud metadata address'),
  range('172.16.0.0/12', 'a private network'),
  range('192.0.0.0/24', 'a reserved address'),
  range('192.0.2.0/24', 'a documentation address'),
  range('192.88.99.0/24', 'a reserved address'),
  range('192.168.0.0/16', 'a private network'),
  range('198.18.0.0/15', 'a benchmarking network'),
  range('198.51.100.0/24', 'a documentation address'),
  range('203.0.113.0/24', 'a documentation address'),
  range('224.0.0.0/4', 'a multicast address'),
  range('240.0.0.0/4', 'a reserved address'),
  // Azure's host agent answers every virtual machine on this public address.
  range('168.63.129.16/32', 'a cloud metadata address'),
  range('2001::/23', 'a tunnelling or reserved address'),
  range('2001:db8::/32', 'a documentation address'),
  range('2002::/16', 'a tunnelling address'),
  range('3fff::/20', 'a documentation address'),
];

// Of IPv6 only this is handed out for the public; all else is loopback, local, multicast or reserved.
const publicIpv6 = ipaddr.parseCIDR('2000::/3');
const nat64 = ipaddr.parseCIDR('64:ff9b::/96');

const matches = (address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Cidr): boolean =>
  address.kind() === network.kind() && address.match(network, bits);

/** The address that packets really go to: the IPv4 one within IPv4-mapped and NAT64 forms. */
function reached(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed;
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address();
  if (matches(parsed, nat64)) return new ipaddr.IPv4(parsed.toByteArray().slice(-4));
  return parsed;
}

function closedFor(address: ipaddr.IPv4 | ipaddr.IPv6, own: readonly string[]): string | undefined {
  const closed = closedRanges.find(({ cidr }) => matches(address, cidr));
  if (closed !== undefined) return closed.what;
  if (address instanceof ipaddr.IPv6 && !matches(address, publicIpv6)) return 'an address that is not public';
  return own.some((mine) => reached(mine).toString() === address.toString()) ? 'this machine' : undefined;
}

// Ports from 1024 up on which databases, queues, caches and control planes listen; a webhook has no business there.
const servicePorts = new Set([
  1433, 1434, 1521, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4222, 4369, 5432, 5433, 5671, 5672,
  5900, 5984, 6379, 6380, 6432, 6443, 7000, 7001, 8086, 8500, 8883, 9042, 9092, 9200, 9300, 10250, 10255,
  11211, 15672, 16379, 26379, 26257, 27017, 27018, 27019, 33060, 50070,
]);

/** Web ports and unprivileged ones, except those of well-known services. */
export const isWebPort = (port: number): boolean =>
  port === 80 || port === 443 || (port >= 1024 && port <= 65_535 && !servicePorts.has(port));

/** The scheme's port when the address names none. */
export const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

/** The host of a URL as an address, without the brackets of IPv6; undefined when it is a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}

/** Why no URL of this form may be called, whatever its address; undefined when the form is fine. */
export function urlRefusal(url: URL): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return 'Only http and https addresses can be called';
  if (url.username !== '' || url.password !== '')
    return 'The address must not contain a user name or password';
  if (url.hostname === '') return 'The address names no host';
  return undefined;
}

/**
 * Why a connection to this address and port may not be made; undefined when it may.
 * In the operator's ranges every port is open; elsewhere the address must be public and the port one of the web.
 */
export function endpointRefusal(address: string, port: number, rules: AddressRules): string | undefined {
  const target = reached(address);
  if (rules.allow.some((open) => matches(target, open))) return undefined;
  const what = closedFor(target, rules.own);
  if (what !== undefined) return `The address leads to ${what}`;
  return isWebPort(port) ? undefined : `Port ${String(port)} cannot be called`;
}
