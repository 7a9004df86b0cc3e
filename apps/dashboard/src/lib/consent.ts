import type { ConsentStatus } from '@recado/sdk';
import { useTranslation } from 'react-i18next';
import { oneOf } from './search-params.ts';

export const consents = ['opted_in', 'opted_out', 'unknown'] as const satisfies ConsentStatus[];

/** What Recado itself writes; people write what they like. */
const knownSources = ['keyword', 'import', 'api', 'inbox'] as const;

/** What a consent rests on, in the reader's words where Recado noted it. Its page loads `consent`. */
export function useConsentSource(): (source: string | null) => string | null {
  const { t } = useTranslation();
  return (source) => {
    const known = oneOf(source, knownSources);
    return known === undefined ? source : t(`consent.source.${known}`);
  };
}
