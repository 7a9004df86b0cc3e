import { Group } from '@mantine/core';
import { IconFilterOff, IconPlus, IconWebhook } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { useLiveInvalidation } from '../../lib/live/live.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { NumberSelect } from '../../ui/number-select.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { LinkButton } from '../../ui/router-link.tsx';
import { FIGURES_MS, webhookEvents, webhookListQuery, webhooksKeys } from './queries.ts';
import { WebhookTable } from './webhook-table.tsx';
import './webhooks.css';

const route = getRouteApi('/shell/webhooks');

/** Every endpoint of the tenant, and how it fares. */
export function WebhooksPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('webhooks.title')} actions={<NewWebhookButton />} />
      <PermissionGate permission="webhooks:read">
        <Filters />
        <WebhookList />
      </PermissionGate>
    </>
  );
}

function NewWebhookButton(): ReactNode {
  const { t } = useTranslation();
  if (!useMay('webhooks:write')) return null;
  return (
    <LinkButton to="/webhooks/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('webhooks.new')}
    </LinkButton>
  );
}

function Filters(): ReactNode {
  const { instanceId } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Group gap="sm" mb="md" className="recado-list-filters">
      <NumberSelect
        value={instanceId}
        onChange={(id) =>
          void navigate({ search: id === undefined ? {} : { instanceId: id }, replace: true })
        }
      />
    </Group>
  );
}

function WebhookList(): ReactNode {
  const { instanceId } = route.useSearch();
  useLiveInvalidation(webhookEvents, webhooksKeys, 500);
  const list = useInfiniteQuery({
    ...webhookListQuery(instanceId),
    placeholderData: keepPreviousData,
    refetchInterval: FIGURES_MS,
  });
  return (
    <EndlessList query={list} empty={<NoWebhooks isFiltered={instanceId !== undefined} />}>
      {(webhooks) => <WebhookTable webhooks={webhooks} />}
    </EndlessList>
  );
}

function NoWebhooks({ isFiltered }: { isFiltered: boolean }): ReactNode {
  const { t } = useTranslation();
  const mayCreate = useMay('webhooks:write');
  if (isFiltered)
    return (
      <EmptyState
        icon={<IconFilterOff size={28} />}
        title={t('webhooks.emptyFilter.title')}
        body={t('webhooks.emptyFilter.body')}
        action={
          <LinkButton to="/webhooks" search={{}} variant="default">
            {t('webhooks.emptyFilter.clear')}
          </LinkButton>
        }
      />
    );
  return (
    <EmptyState
      icon={<IconWebhook size={28} />}
      title={t('webhooks.empty.title')}
      body={mayCreate ? t('webhooks.empty.body') : t('webhooks.empty.viewer')}
      action={<NewWebhookButton />}
    />
  );
}
