import { Button } from '@mantine/core';
import { IconFilterOff, IconInbox, IconMessageOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useParams } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMyAgents } from '../../../lib/api/agents.ts';
import { usePollMs } from '../../../lib/live/live.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { isSearchable } from '../../../lib/search-params.ts';
import { askedOf, inboxFilters, type AskedConversations } from '../inbox-filters.ts';
import { conversationListQuery, foundMessagesQuery } from '../queries.ts';
import { ConversationList } from './conversation-list.tsx';
import { ListHead } from './list-head.tsx';
import { conversationsOf } from './list-policy.ts';
import { listRows } from './list-rows.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import { useLiveConversations } from './live-list.ts';
import { useNews } from './news.ts';

const route = getRouteApi('/shell/inbox');

/** The list of conversations, with what narrows it. */
export function ListPane(): ReactNode {
  const { t } = useTranslation();
  useLiveConversations();
  const mine = useMyAgents()
    .map(({ id }) => id)
    .join(' ');
  const { status, assignee, label, instanceId, text, order } = route.useSearch();
  // What is asked for keeps its identity, and what follows it live its place, while another conversation is opened.
  const asked = useMemo(() => {
    const filters = inboxFilters({ status, assignee, label, instanceId, text, order });
    return askedOf(filters, mine === '' ? [] : mine.split(' '));
  }, [status, assignee, label, instanceId, text, order, mine]);
  return (
    <section className="recado-inbox-list" aria-label={t('inbox.list.label')}>
      <ListHead />
      {asked === undefined ? <NoAgent /> : <AskedList asked={asked} />}
    </section>
  );
}

function AskedList({ asked }: { asked: AskedConversations }): ReactNode {
  const search = route.useSearch();
  const { conversationId } = useParams({ strict: false });
  const list = useInfiniteQuery({ ...conversationListQuery(asked), refetchInterval: usePollMs() });
  const found = useFoundMessages(asked);
  const conversations = useMemo(
    () => (list.data === undefined ? [] : conversationsOf(list.data)),
    [list.data],
  );
  const rows = useMemo(() => listRows(conversations, found?.items), [conversations, found]);
  const rowSearch = useMemo(() => inboxFilters({ ...search }), [search]);
  useNews(conversations);
  if (list.isPending) return <ListSkeleton />;
  if (list.data === undefined)
    return (
      <div className="recado-inbox-state">
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      </div>
    );
  if (rows.length === 0) return <Empty asked={asked} />;
  return (
    <ConversationList
      rows={rows}
      openId={conversationId}
      search={rowSearch}
      hasMore={list.hasNextPage}
      isReadingMore={list.isFetchingNextPage}
      readMore={() => void list.fetchNextPage()}
    />
  );
}

function useFoundMessages({ text = '', instanceId }: AskedConversations) {
  return useQuery({ ...foundMessagesQuery(text, instanceId), enabled: isSearchable(text) }).data;
}

/** What a list that is empty says: that all is done, or how to see more. */
function Empty({ asked }: { asked: AskedConversations }): ReactNode {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const { status, ...narrowed } = asked;
  if (Object.keys(narrowed).length > 0)
    return (
      <EmptyState
        icon={<IconFilterOff size={28} />}
        title={t('inbox.empty.filtered.title')}
        body={t('inbox.empty.filtered.body')}
        action={
          <Button variant="default" onClick={() => void navigate({ to: '.', search: {} })}>
            {t('inbox.empty.filtered.clear')}
          </Button>
        }
      />
    );
  return (
    <EmptyState
      icon={<IconInbox size={28} />}
      title={t(`inbox.empty.${status ?? 'open'}.title`)}
      body={t(`inbox.empty.${status ?? 'open'}.body`)}
    />
  );
}

function NoAgent(): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconMessageOff size={28} />}
      title={t('inbox.empty.noAgent.title')}
      body={t('inbox.empty.noAgent.body')}
    />
  );
}
