const explained = [
  'timeout',
  'connect_timeout',
  'connection_refused',
  'connection_lost',
  'name_not_found',
  'unreachable',
  'tls_failed',
  'not_http',
  'redirect_not_followed',
  'address_not_allowed',
  'network_failed',
] as const;

const byStatus: readonly [test: (status: number) => boolean, word: StatusWord][] = [
  [(status) => status === 410, 'gone'],
  [(status) => status === 401 || status === 403, 'unauthorized'],
  [(status) => status === 404 || status === 405, 'notFoundHere'],
  [(status) => status === 413, 'tooLarge'],
  [(status) => status === 429 || status === 502 || status === 503 || status === 504, 'tooMany'],
  [(status) => status >= 500, 'server'],
];
type StatusWord = 'gone' | 'unauthorized' | 'notFoundHere' | 'tooLarge' | 'tooMany' | 'server';

/** The key of the words that explain why an attempt failed; undefined for a success. */
export type ErrorWord = (typeof explained)[number] | StatusWord | 'other';

/** Which words explain an attempt's error, such as `timeout` or `http_500`. */
export function errorWord(error: string | null): ErrorWord | undefined {
  if (error === null) return undefined;
  const status = Number(/^http_(\d{3})$/.exec(error)?.[1]);
  return explained.find((name) => name === error) ?? byStatus.find(([isOf]) => isOf(status))?.[1] ?? 'other';
}
