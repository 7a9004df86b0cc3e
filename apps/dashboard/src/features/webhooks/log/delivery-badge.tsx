import { Group, Text } from '@mantine/core';
import type { DeliveryState } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot, type DotColor } from '../../../ui/dot.tsx';

const colors = {
  pending: 'yellow',
  delivering: 'yellow',
  delivered: 'green',
  failed: 'red',
} as const satisfies Record<DeliveryState, DotColor>;

/** How a delivery stands: a colour and the word. */
export function DeliveryBadge({ state }: { state: DeliveryState }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap={8} wrap="nowrap">
      <Dot color={colors[state]} isPulsing={state === 'delivering'} />
      <Text size="sm" span>
        {t(`webhooks.log.state.${state}`)}
      </Text>
    </Group>
  );
}
