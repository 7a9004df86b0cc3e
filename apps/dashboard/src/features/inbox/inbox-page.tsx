import './inbox.css';
import { IconMessage2 } from '@tabler/icons-react';
import { Outlet, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { ListPane } from './list/list-pane.tsx';

/** Conversations, the one that is open, and who it is with, side by side. */
export function InboxPage(): ReactNode {
  const { t } = useTranslation();
  const { conversationId } = useParams({ strict: false });
  return (
    <PermissionGate permission="conversations:read">
      <div className="recado-full recado-inbox" {...(conversationId !== undefined && { 'data-open': '' })}>
        <h1 className="recado-hidden">{t('inbox.title')}</h1>
        <ListPane />
        <Outlet />
      </div>
    </PermissionGate>
  );
}

/** In the place of a conversation while none is open. */
export function NothingOpen(): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="recado-inbox-nothing">
      <EmptyState
        icon={<IconMessage2 size={28} />}
        title={t('inbox.nothingOpen.title')}
        body={t('inbox.nothingOpen.body')}
      />
    </section>
  );
}
