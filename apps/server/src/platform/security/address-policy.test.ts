import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import {
  endpointRefusal,
  isWebPort,
  literalAddress,
  portOf,
  urlRefusal,
  type AddressRules,
} from './address-policy.ts';

const closed: AddressRules = { allow: [], own: ['198.35.26.96', '2620:0:862:ed1a::1'] };

// What `new URL` makes of these is a dotted quad; a check on the text as typed would let them pass.
const loopbackSpellings = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '0x7f.1',
  '0x7f000001',
  '2130706433',
  '0177.0.0.1',
  '017700000001',
  '127。0。0。1',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '１２７.０.０.１',
  '127.255.255.255',
  '0',
  '0.0.0.0',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::127.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
];

describe('every spelling of this machine is refused, with http and https and on every port', () => {
  for (const scheme of ['http', 'https'])
    for (const port of ['', ':80', ':443', ':3000', ':5432', ':6379', ':22', ':0'])
      it.each(loopbackSpellings)(`${scheme}://%s${port}`, (host) => {
        const url = new URL(`${scheme}://${host}${port}/hook`);
        const address = literalAddress(url.hostname);
        expect(address).toBeDefined();
        expect(endpointRefusal(address ?? '', portOf(url), closed)).toBeTypeOf('string');
      });
});

it.each([
  ['10.0.0.0'],
  ['10.255.255.255'],
  ['172.16.0.0'],
  ['172.31.255.255'],
  ['192.168.0.0'],
  ['192.168.255.255'],
  ['100.64.0.0'],
  ['100.127.255.255'],
  ['100.100.100.200'],
  ['169.254.169.254'],
  ['168.63.129.16'],
  ['192.0.0.1'],
  ['192.0.0.192'],
  ['192.0.2.1'],
  ['192.88.99.1'],
  ['198.18.0.1'],
  ['198.19.255.255'],
  ['198.51.100.1'],
  ['203.0.113.1'],
  ['224.0.0.1'],
  ['239.255.255.255'],
  ['240.0.0.1'],
  ['255.255.255.255'],
  ['::ffff:10.0.0.1'],
  ['::ffff:169.254.169.254'],
  ['64:ff9b::a00:1'],
  ['64:ff9b::a9fe:a9fe'],
  ['64:ff9b:1::1'],
  ['::ffff:0:7f00:1'],
  ['100::1'],
  ['2001::1'],
  ['2001:2::1'],
  ['2001:10::1'],
  ['2001:db8::1'],
  ['2002:7f00:1::'],
  ['2002:808:808::1'],
  ['3fff::1'],
  ['5f00::1'],
  ['fc00::1'],
  ['fd00:ec2::254'],
  ['fe80::1'],
  ['fec0::1'],
  ['ff02::1'],
  ['4000::1'],
])('%s is not public', (address) => {
  expect(endpointRefusal(address, 443, closed)).toBeTypeOf('string');
});

it.each([
  ['8.8.8.8'],
  ['9.255.255.255'],
  ['11.0.0.0'],
  ['100.63.255.255'],
  ['100.128.0.0'],
  ['172.15.255.255'],
  ['172.32.0.0'],
  ['192.167.255.255'],
  ['192.169.0.0'],
  ['198.17.255.255'],
  ['198.20.0.0'],
  ['223.255.255.255'],
  ['2606:4700:4700::1111'],
  ['::ffff:8.8.8.8'],
  ['64:ff9b::808:808'],
])('%s is public', (address) => {
  expect(endpointRefusal(address, 443, closed)).toBeUndefined();
});

it('an address of this machine is refused even where it is public', () => {
  expect(endpointRefusal('198.35.26.96', 443, closed)).toContain('this machine');
  expect(endpointRefusal('::ffff:198.35.26.96', 443, closed)).toContain('this machine');
  expect(endpointRefusal('2620:0:862:ed1a:0:0:0:1', 443, closed)).toContain('this machine');
  expect(endpointRefusal('198.35.26.97', 443, closed)).toBeUndefined();
});

it.each([
  [80, true],
  [443, true],
  [1024, true],
  [3000, true],
  [8080, true],
  [8443, true],
  [65535, true],
  [0, false],
  [21, false],
  [22, false],
  [25, false],
  [81, false],
  [1023, false],
  [2375, false],
  [5432, false],
  [6379, false],
  [9200, false],
  [11211, false],
  [27017, false],
  [65536, false],
])('port %d of a public address: allowed is %s', (port, isAllowed) => {
  expect(isWebPort(port)).toBe(isAllowed);
  expect(endpointRefusal('8.8.8.8', port, closed) === undefined).toBe(isAllowed);
});

describe('the operator may open ranges', () => {
  const open: AddressRules = {
    allow: ['10.1.0.0/16', 'fd12::/16'].map((cidr) => ipaddr.parseCIDR(cidr)),
    own: ['10.1.0.1'],
  };

  it.each([
    ['10.1.2.3', 6379, true],
    ['::ffff:10.1.2.3', 443, true],
    ['10.1.0.1', 3000, true],
    ['fd12::1', 22, true],
    ['10.2.0.1', 443, false],
    ['fd13::1', 443, false],
    ['127.0.0.1', 443, false],
  ])('%s port %d: allowed is %s', (address, port, isAllowed) => {
    expect(endpointRefusal(address, port, open) === undefined).toBe(isAllowed);
  });

  it('all of IPv6 does not open IPv4 in its mapped form', () => {
    expect(
      endpointRefusal('::ffff:127.0.0.1', 443, { allow: [ipaddr.parseCIDR('::/0')], own: [] }),
    ).toBeTypeOf('string');
  });
});

it.each([
  ['file:///etc/passwd'],
  ['gopher://example.com/'],
  ['ftp://example.com/'],
  ['ws://example.com/'],
  ['unix:/var/run/docker.sock'],
  ['javascript:alert(1)'],
  ['data:text/plain,hi'],
  ['https://user:password@example.com/'],
  ['https://user@example.com/'],
  ['https://:password@example.com/'],
])('%s is refused for its form', (url) => {
  expect(urlRefusal(new URL(url))).toBeTypeOf('string');
});

it('a name is not taken for an address', () => {
  expect(literalAddress('localhost.')).toBeUndefined();
  expect(literalAddress('metadata.google.internal')).toBeUndefined();
  expect(literalAddress('127.0.0.1.example.com')).toBeUndefined();
});
