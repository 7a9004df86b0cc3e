import { queryOptions } from '@tanstack/react-query';

/** The version that a description in OpenAPI names; undefined for anything else. */
function versionOf(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null || !('info' in document)) return undefined;
  const { info } = document;
  if (typeof info !== 'object' || info === null || !('version' in info)) return undefined;
  return typeof info.version === 'string' ? info.version : undefined;
}

/** The version of the server. */
export const versionQuery = queryOptions({
  queryKey: ['settings', 'version'],
  queryFn: async ({ signal }): Promise<string | null> => {
    const response = await fetch('/openapi.json', { signal });
    const document: unknown = await response.json();
    return versionOf(document) ?? null;
  },
  staleTime: Infinity,
});
