import { Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveInvalidation } from '../../../lib/live/live.ts';
import type { LiveFilter } from '../../../lib/live/live-event.ts';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { conversationListQuery, conversationListsKey } from '../queries.ts';

const route = getRouteApi('/shell/inbox');
const events: readonly LiveFilter[] = ['message.*', 'conversation.*'];
const keys = [conversationListsKey];

/** The list of conversations, with what narrows it. */
export function ListPane(): ReactNode {
  const { t } = useTranslation();
  const filters = route.useSearch();
  useLiveInvalidation(events, keys, 1_000);
  const list = useInfiniteQuery(conversationListQuery(filters));
  return (
    <section className="recado-inbox-list">
      <Title order={1} size="h4" p="sm">
        {t('inbox.title')}
      </Title>
      <EndlessList query={list} empty={null}>
        {(conversations) =>
          conversations.map(({ id, contact }) => (
            <Link
              key={id}
              to="/inbox/$conversationId"
              params={{ conversationId: id }}
              search={filters}
              className="recado-nav-link"
            >
              {contact.name ?? contact.phoneNumber}
            </Link>
          ))
        }
      </EndlessList>
    </section>
  );
}
