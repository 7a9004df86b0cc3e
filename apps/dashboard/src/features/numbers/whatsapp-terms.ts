import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';

/** Customers to whom conversations may be begun in a day: TIER_250, TIER_1K, TIER_UNLIMITED … */
const TIER = /^TIER_(?:(\d+)(K?)|UNLIMITED)$/;

const throughputs = ['STANDARD', 'HIGH'] as const;

/** How many customers a tier of Meta's stands for; undefined where it is none that we know. */
export function customersOfTier(tier: string): number | undefined {
  const found = TIER.exec(tier);
  if (found === null) return undefined;
  const [, digits, thousand] = found;
  if (digits === undefined) return Infinity;
  return Number(digits) * (thousand === 'K' ? 1_000 : 1);
}

/** Meta's own terms in the reader's words; what Meta adds later is shown as it is. From https://developers.facebook.com/docs/whatsapp/messaging-limits. */
export function useWhatsappTerms(): {
  limit: (tier: string) => string;
  throughput: (level: string) => string;
} {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    limit: (tier) => {
      const customers = customersOfTier(tier);
      if (customers === undefined) return tier;
      return customers === Infinity
        ? t('numbers.limit.none')
        : t('numbers.limit.customers', { customers: format.number(customers) });
    },
    throughput: (level) => {
      const known = throughputs.find((name) => name === level);
      return known === undefined ? level : t(`numbers.throughput.${known}`);
    },
  };
}
