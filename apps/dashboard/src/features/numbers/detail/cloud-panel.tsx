import { Text } from '@mantine/core';
import type { Instance } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Facts } from '../../../ui/facts.tsx';

export interface CloudPanelProps {
  cloud: NonNullable<Instance['cloud']>;
  webhookUrl: string | null;
}

/** How Meta knows the number, and the address at which it tells us what happens. */
export function CloudPanel({ cloud, webhookUrl }: CloudPanelProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel title={t('numbers.channel.cloud')}>
      <Facts
        facts={[
          { name: t('numbers.detail.phoneNumberId'), value: <CopyText value={cloud.phoneNumberId} /> },
          {
            name: t('numbers.detail.businessAccountId'),
            value: <CopyText value={cloud.businessAccountId} />,
          },
          { name: t('numbers.detail.api'), value: `${cloud.apiBaseUrl} · ${cloud.apiVersion}` },
        ]}
      />
      {webhookUrl !== null && (
        <div className="recado-webhook">
          <Text size="xs" c="dimmed">
            {t('numbers.detail.webhookUrl')}
          </Text>
          <CopyText value={webhookUrl} />
          <Text size="xs" c="dimmed" mt={4}>
            {t('numbers.detail.webhookHint')}
          </Text>
        </div>
      )}
    </Panel>
  );
}
