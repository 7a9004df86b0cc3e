import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { useLiveInvalidation, usePollMs } from '../../../lib/live/live.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { ParentLink } from '../../../ui/parent-link.tsx';
import { PermissionGate } from '../../../ui/permission-gate.tsx';
import { NumberMenu } from '../number-menu.tsx';
import { connectionQuery, numberEvents, numberKeys, numberQuery } from '../queries.ts';
import { CloudPanel } from './cloud-panel.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { DangerPanel } from './danger-panel.tsx';
import { LinkPanel } from './link-panel.tsx';
import { SandboxPanel } from './sandbox-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';

const route = getRouteApi('/shell/numbers/$instanceId');

/** One number: how it stands, how to link it, how it sends. */
export function NumberPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="recado-medium">
      <ParentLink to="/numbers">{t('numbers.title')}</ParentLink>
      <PermissionGate permission="instances:read">
        <NumberDetail />
      </PermissionGate>
    </div>
  );
}

function NumberDetail(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { instanceId } = route.useParams();
  const pollMs = usePollMs();
  useLiveInvalidation(numberEvents, numberKeys, 300);
  const found = useQuery({ ...numberQuery(instanceId), refetchInterval: pollMs });
  const connection = useQuery({ ...connectionQuery(instanceId), refetchInterval: pollMs });
  const mayChange = useMay('instances:write');
  if (found.isPending) return <Loading />;
  if (found.data === undefined)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const number = found.data;
  return (
    <>
      <PageHeader title={number.name} actions={<NumberMenu number={number} />} />
      <Stack gap="lg">
        {number.channel === 'web' && <LinkPanel number={number} connection={connection.data} />}
        <ConnectionPanel number={number} connection={connection} />
        {number.isSandbox && <SandboxPanel number={number} />}
        {number.cloud !== null && <CloudPanel cloud={number.cloud} webhookUrl={number.webhookUrl} />}
        <SettingsPanel key={number.updatedAt} number={number} isReadOnly={!mayChange} />
        {mayChange && <DangerPanel number={number} />}
        <Group justify="flex-end">
          <Text size="xs" c="dimmed">
            {t('numbers.detail.created', { moment: format.moment(number.createdAt) })}
          </Text>
        </Group>
      </Stack>
    </>
  );
}

function Loading(): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t('words.loading')}>
      <Skeleton height={36} width={240} />
      <Skeleton height={180} radius="md" />
      <Skeleton height={240} radius="md" />
    </Stack>
  );
}
