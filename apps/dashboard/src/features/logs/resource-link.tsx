import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/router-link.tsx';

/** Leads to what was changed, for what has a page of its own. */
export function ResourceLink({ type, id }: { type: string; id: string }): ReactNode {
  const { t } = useTranslation();
  const look = { size: 'xs', variant: 'default', children: t('logs.details.goTo') } as const;
  switch (type) {
    case 'instance':
      return <LinkButton {...look} to="/numbers/$instanceId" params={{ instanceId: id }} />;
    case 'webhook':
      return <LinkButton {...look} to="/webhooks/$webhookId" params={{ webhookId: id }} />;
    case 'conversation':
      return <LinkButton {...look} to="/inbox/$conversationId" params={{ conversationId: id }} />;
    case 'user':
      return <LinkButton {...look} to="/people" search={{ user: id }} />;
    default:
      return null;
  }
}
