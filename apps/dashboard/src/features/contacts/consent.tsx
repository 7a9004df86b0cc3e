import { Group, Text } from '@mantine/core';
import type { ConsentStatus } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot, type DotColor } from '../../ui/dot.tsx';

const colors = {
  unknown: 'gray',
  opted_in: 'green',
  opted_out: 'red',
} as const satisfies Record<ConsentStatus, DotColor>;

/** Whether a contact wants to be written to: a colour and the word. */
export function ConsentOf({ status }: { status: ConsentStatus }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap={8} wrap="nowrap">
      <Dot color={colors[status]} />
      <Text size="sm" span>
        {t(`consent.status.${status}`)}
      </Text>
    </Group>
  );
}
