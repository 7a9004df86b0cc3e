import { AddressNotAllowed } from '../../platform/security/egress.ts';

export const TIMEOUT = 'timeout';
export const CONNECT_TIMEOUT = 'connect_timeout';

/** Codes of Node.js, its HTTP parser and undici, in the words that attempts show. */
const names: [codes: RegExp, name: string][] = [
  [/^(ENOTFOUND|ENODATA|EAI_\w+|ESERVFAIL|ETIMEOUT|EREFUSED)$/, 'name_not_found'],
  [/^ECONNREFUSED$/, 'connection_refused'],
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, CONNECT_TIMEOUT],
  [/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/, TIMEOUT],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/, 'tls_failed'],
  [/^UND_ERR_(HEADERS_OVERFLOW|RES_|RESPONSE)/, 'not_http'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'connection_lost'],
];

/** A stable name of what went wrong before a whole answer was there. */
export function networkErrorName(error: unknown): string {
  if (error instanceof AddressNotAllowed) return error.code;
  if (error instanceof Error && error.name === 'HTTPParserError') return 'not_http';
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return names.find(([codes]) => codes.test(code))?.[1] ?? 'network_failed';
}
