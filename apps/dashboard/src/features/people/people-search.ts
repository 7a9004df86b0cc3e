import { oneOf, present, uuidOf, type Search } from '../../lib/search-params.ts';

export const peopleTabs = ['users', 'keys', 'roles', 'me'] as const;
export type PeopleTab = (typeof peopleTabs)[number];

/** What the page shows: a part of it, and a user who is open. */
export interface PeopleSearch {
  tab?: PeopleTab;
  user?: string;
}

/** Reads the address; what it does not know is as if it were not there. */
export const peopleSearch = (search: Search): PeopleSearch =>
  present({ tab: oneOf(search['tab'], peopleTabs), user: uuidOf(search['user']) });
