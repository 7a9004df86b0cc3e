import { isSearchable, momentOf, present, textOf, uuidOf, type Search } from '../../lib/search-params.ts';

/** What the log is narrowed to; it stands in the address. */
export interface LogFilters {
  text?: string;
  action?: string;
  resourceType?: string;
  resourceId?: string;
  userId?: string;
  from?: string;
  to?: string;
}

const searchedText = (value: unknown): string | undefined => {
  const text = textOf(value);
  return isSearchable(text) ? text : undefined;
};

/** Reads the address; what it does not know is as if it were not there. */
export const logFilters = (search: Search): LogFilters =>
  present({
    text: searchedText(search['text']),
    action: textOf(search['action']),
    resourceType: textOf(search['resourceType']),
    resourceId: uuidOf(search['resourceId']),
    userId: uuidOf(search['userId']),
    from: momentOf(search['from']),
    to: momentOf(search['to']),
  });
