import type { TFunction } from 'i18next';

const categories = ['UTILITY', 'MARKETING', 'AUTHENTICATION'] as const;
const statuses = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'] as const;

/** A category in the reader's words; Meta may have more than we know. */
export const categoryText = (t: TFunction, category: string): string =>
  t(`templates.categories.${categories.find((each) => each === category) ?? 'other'}`);

/** How WhatsApp judges a template, in the reader's words. */
export const statusText = (t: TFunction, status: string): string =>
  t(`templates.statuses.${statuses.find((each) => each === status) ?? 'other'}`);
