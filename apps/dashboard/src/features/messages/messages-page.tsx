import './messages.css';
import { Button } from '@mantine/core';
import { IconArrowUp, IconFilterOff, IconMessages, IconSend } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { usePollMs } from '../../lib/live/live.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { LinkButton } from '../../ui/router-link.tsx';
import { FiltersBar } from './filters-bar.tsx';
import { historyQuery, isByWords, isNarrowed } from './message-filters.ts';
import { MessageTable } from './message-table.tsx';
import { foundMessagesQuery, messageHistoryQuery } from './queries.ts';
import { SendDialog } from './send/send-dialog.tsx';
import { useLiveMessages } from './use-live-messages.ts';

const route = getRouteApi('/shell/messages');

/** Every message in and out, and the details of the one that is open. */
export function MessagesPage(): ReactNode {
  const { t } = useTranslation();
  const isSearch = isByWords(route.useSearch());
  return (
    <>
      <PageHeader title={t('messages.title')} actions={<Actions />} />
      <PermissionGate permission="messages:read">
        <FiltersBar />
        {isSearch ? <Found /> : <History />}
        <Outlet />
      </PermissionGate>
    </>
  );
}

function Actions(): ReactNode {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const [isSending, setSending] = useState(false);
  const mayRead = useMay('messages:read');
  const maySend = useMay('messages:send');
  const pathOf = (format: string): string =>
    `/messages/export?${new URLSearchParams({ ...historyQuery(filters, new Date()), format }).toString()}`;
  return (
    <>
      {mayRead && (
        <span title={isByWords(filters) ? t('messages.export.onlyPart') : undefined}>
          <ExportButton
            isDisabled={isByWords(filters)}
            formats={[
              { label: t('messages.export.csv'), path: pathOf('csv') },
              { label: t('messages.export.ndjson'), path: pathOf('ndjson') },
            ]}
          />
        </span>
      )}
      {maySend && (
        <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => setSending(true)}>
          {t('messages.send.open')}
        </Button>
      )}
      {isSending && <SendDialog onClose={() => setSending(false)} />}
    </>
  );
}

function History(): ReactNode {
  const filters = route.useSearch();
  const { newCount, show } = useLiveMessages(filters);
  const list = useInfiniteQuery({
    ...messageHistoryQuery(filters),
    placeholderData: keepPreviousData,
    refetchInterval: usePollMs(),
  });
  return (
    <>
      <News count={newCount} onShow={show} />
      <EndlessList query={list} empty={<NoMessages />}>
        {(messages) => <MessageTable messages={messages} />}
      </EndlessList>
    </>
  );
}

function Found(): ReactNode {
  const list = useInfiniteQuery({
    ...foundMessagesQuery(route.useSearch()),
    placeholderData: keepPreviousData,
  });
  return (
    <EndlessList query={list} empty={<NoMessages />}>
      {(messages) => <MessageTable messages={messages} />}
    </EndlessList>
  );
}

/** What came while one reads; the list moves only when it is asked to. */
function News({ count, onShow }: { count: number; onShow: () => void }): ReactNode {
  const { t } = useTranslation();
  const show = (): void => {
    onShow();
    window.scrollTo({ top: 0 });
  };
  return (
    <div className="recado-news" aria-live="polite">
      {count > 0 && (
        <Button size="xs" leftSection={<IconArrowUp size={14} aria-hidden />} onClick={show}>
          {t('messages.news', { count })}
        </Button>
      )}
    </div>
  );
}

function NoMessages(): ReactNode {
  const { t } = useTranslation();
  if (isNarrowed(route.useSearch()))
    return (
      <EmptyState
        icon={<IconFilterOff size={28} />}
        title={t('messages.emptyFilter.title')}
        body={t('messages.emptyFilter.body')}
        action={
          <LinkButton to="/messages" search={{}} variant="default">
            {t('messages.filters.clear')}
          </LinkButton>
        }
      />
    );
  return (
    <EmptyState
      icon={<IconMessages size={28} />}
      title={t('messages.empty.title')}
      body={t('messages.empty.body')}
    />
  );
}
