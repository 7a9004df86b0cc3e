import { oneOf, type Search } from '../../lib/search-params.ts';

/** The parts of the page, in the order of its tabs. */
export const platformTabs = ['tenants', 'workers', 'lanes', 'queues', 'poison'] as const;
export type PlatformTab = (typeof platformTabs)[number];

/** The address of the page; without a tab, it shows the tenants. */
export interface PlatformSearch {
  tab?: Exclude<PlatformTab, 'tenants'>;
}

/** Reads the address; what it does not know is as if it were not there. */
export function platformSearch(search: Search): PlatformSearch {
  const tab = oneOf(search['tab'], ['workers', 'lanes', 'queues', 'poison'] as const);
  return tab === undefined ? {} : { tab };
}
