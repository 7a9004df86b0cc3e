import { Button, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import type { Webhook } from '@recado/sdk';
import { IconHistory, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { useLiveInvalidation } from '../../../lib/live/live.ts';
import { shortUrl } from '../../../lib/short-url.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ParentLink } from '../../../ui/parent-link.tsx';
import { PermissionGate } from '../../../ui/permission-gate.tsx';
import { DeliveryLog } from '../log/delivery-log.tsx';
import { FIGURES_MS, webhookEvents, webhookQuery, webhooksKeys } from '../queries.ts';
import { Receivers } from '../receivers.tsx';
import { WebhookBadge } from '../webhook-badge.tsx';
import { WebhookMenu } from '../webhook-menu.tsx';
import '../webhooks.css';
import { lazyPart } from '../../../lib/parts/load-part.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import { Replay } from './replay-progress.tsx';
import { SettingsForm } from './settings-form.tsx';
import { StateNotice } from './state-notice.tsx';
import { TestDialog } from './test-dialog.tsx';

const route = getRouteApi('/shell/webhooks/$webhookId');
// The chart is no part of the page's first load; its place is kept.
const SuccessPanel = lazyPart(() => import('./success-panel.tsx'), 'SuccessPanel');

/** One endpoint: how it fares, all that was delivered, its settings, how to verify. */
export function WebhookPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <ParentLink to="/webhooks">{t('webhooks.title')}</ParentLink>
      <PermissionGate permission="webhooks:read">
        <WebhookDetail />
      </PermissionGate>
    </>
  );
}

function WebhookDetail(): ReactNode {
  const { t } = useTranslation();
  const { webhookId } = route.useParams();
  useLiveInvalidation(webhookEvents, webhooksKeys, 500);
  const found = useQuery({ ...webhookQuery(webhookId), refetchInterval: FIGURES_MS });
  if (found.isPending)
    return (
      <Stack role="status" aria-label={t('words.loading')}>
        <Skeleton height={36} width={300} />
        <Skeleton height={240} radius="md" />
      </Stack>
    );
  if (found.data === undefined)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const webhook = found.data;
  return (
    <>
      <PageHeader
        title={webhook.description ?? shortUrl(webhook.url)}
        actions={<Actions webhook={webhook} />}
      />
      <Stack gap="lg">
        <div className="recado-webhook-line">
          <WebhookBadge webhook={webhook} />
          <CopyText value={webhook.url} />
        </div>
        <StateNotice webhook={webhook} />
        <Parts webhook={webhook} />
      </Stack>
    </>
  );
}

function Actions({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'test' | 'replay'>();
  const close = (): void => setAsked(undefined);
  if (!useMay('webhooks:write')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
        onClick={() => setAsked('replay')}
      >
        {t('webhooks.actions.replay')}
      </Button>
      <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => setAsked('test')}>
        {t('webhooks.actions.test')}
      </Button>
      <WebhookMenu webhook={webhook} />
      {asked === 'test' && <TestDialog webhook={webhook} onClose={close} />}
      {asked === 'replay' && <ReplayDialog webhook={webhook} onClose={close} />}
    </>
  );
}

const parts = ['deliveries', 'settings', 'verify'] as const;

function Parts({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const { tab = 'deliveries' } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (name: string | null): void => {
    const part = parts.find((one) => one === name);
    void navigate({
      search: part === undefined || part === 'deliveries' ? {} : { tab: part },
      resetScroll: false,
    });
  };
  return (
    <Tabs value={tab} onChange={show} keepMounted={false}>
      <Tabs.List aria-label={t('webhooks.tabs.label')} mb="lg">
        {parts.map((part) => (
          <Tabs.Tab key={part} value={part}>
            {t(`webhooks.tabs.${part}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="deliveries">
        <Stack gap="lg">
          <Replay id={webhook.id} />
          <Suspense fallback={<div className="recado-stats-place" aria-busy />}>
            <SuccessPanel id={webhook.id} />
          </Suspense>
          <div>
            <DeliveryLog />
          </div>
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="settings">
        <SettingsForm key={webhook.updatedAt} webhook={webhook} />
      </Tabs.Panel>
      <Tabs.Panel value="verify">
        <Panel title={t('webhooks.verify.title')}>
          <Stack>
            <Text size="sm" maw={720}>
              {t('webhooks.verify.body')}
            </Text>
            <Receivers />
          </Stack>
        </Panel>
      </Tabs.Panel>
    </Tabs>
  );
}
