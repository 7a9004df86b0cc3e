import { Anchor, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyText } from '../../ui/copy-text.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { versionQuery } from './version-query.ts';

/** Where the API is, how it is described, and in which version it runs. */
export function ApiSection(): ReactNode {
  const { t } = useTranslation();
  const version = useQuery(versionQuery).data;
  return (
    <Panel title={t('settings.names.api')}>
      <Stack>
        <Text size="sm">{t('settings.api.hint')}</Text>
        <Facts
          facts={[
            { name: t('settings.api.baseUrl'), value: <CopyText value={window.location.origin} /> },
            {
              name: t('settings.api.version'),
              value: version === undefined ? <Skeleton width={56} height={20} /> : (version ?? '–'),
            },
          ]}
        />
        <Group gap="lg">
          <Anchor href="/docs" target="_blank" rel="noreferrer" size="sm">
            {t('settings.api.docs')}
          </Anchor>
          <Anchor href="/openapi.json" target="_blank" rel="noreferrer" size="sm">
            {t('settings.api.openapi')}
          </Anchor>
        </Group>
      </Stack>
    </Panel>
  );
}
