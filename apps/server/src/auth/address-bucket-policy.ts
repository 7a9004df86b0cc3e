import ipaddr from 'ipaddr.js';

/** What counts as one address: an IPv4 address, or the 64-bit network that one customer gets of IPv6. */
export function addressBucket(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return ipAddress;
  const address = ipaddr.process(ipAddress);
  if (address.kind() === 'ipv4') return address.toString();
  return `${address.toByteArray().slice(0, 8).join('.')}/64`;
}
