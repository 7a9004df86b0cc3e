import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/panel.tsx';
import { LinkButton } from '../../ui/router-link.tsx';

/** Hours belong to agents: says so, and leads there. */
export function HoursSection(): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.names.hours')}>
      <Stack align="flex-start">
        <Text size="sm">{t('settings.hours.people')}</Text>
        <Text size="sm">{t('settings.hours.bots')}</Text>
        <LinkButton to="/agents" variant="default">
          {t('settings.hours.open')}
        </LinkButton>
      </Stack>
    </Panel>
  );
}
