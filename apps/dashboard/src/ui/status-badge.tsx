import { Group, Text } from '@mantine/core';
import type { InstanceStatus } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot, type DotColor } from './dot.tsx';

const colors = {
  connected: 'green',
  connecting: 'yellow',
  disconnected: 'gray',
  failed: 'red',
} as const satisfies Record<InstanceStatus, DotColor>;

/** How a number stands: a colour and the word. */
export function StatusBadge({
  status,
  isActive = true,
}: {
  status: InstanceStatus;
  isActive?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap={8} wrap="nowrap">
      <Dot color={isActive ? colors[status] : 'gray'} isPulsing={isActive && status === 'connecting'} />
      <Text size="sm" span>
        {isActive ? t(`words.numberStatus.${status}`) : t('words.numberOff')}
      </Text>
    </Group>
  );
}
