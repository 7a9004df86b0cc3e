import { getContact, listContacts, listLogs } from '@recado/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import type { LiveFilter } from '../../lib/live/live-event.ts';
import { contactsQuery, type ContactFilters } from './contact-filters.ts';

const firstPage = (): string | null => null;

/** Above every query about contacts, to read all of them again. */
export const contactsKey = ['contacts'] as const;
export const contactKeys = [contactsKey];
export const contactEvents: readonly LiveFilter[] = ['contact.*'];

/** Contacts, newest first, page by page. */
export const contactListQuery = (filters: ContactFilters) =>
  infiniteQueryOptions({
    queryKey: [...contactsKey, 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      call(
        listContacts({
          client,
          signal,
          query: { ...contactsQuery(filters), limit: 50, ...(pageParam !== null && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** A contact with its conversations. */
export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: [...contactsKey, 'one', id],
    queryFn: ({ signal }) => call(getContact({ client, signal, path: { id } })),
  });

/** The newest changes of a contact, from the audit log. */
export const contactChangesQuery = (resourceId: string) =>
  queryOptions({
    queryKey: [...contactsKey, 'one', resourceId, 'changes'],
    queryFn: ({ signal }) => call(listLogs({ client, signal, query: { resourceId, limit: 20 } })),
  });
