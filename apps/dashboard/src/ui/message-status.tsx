import { Group, Text } from '@mantine/core';
import type { MessageStatus as Status } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot, type DotColor } from './dot.tsx';

const colors = {
  pending: 'gray',
  sending: 'yellow',
  in_doubt: 'yellow',
  sent: 'gray',
  delivered: 'green',
  read: 'green',
  failed: 'red',
  cancelled: 'gray',
  expired: 'red',
} as const satisfies Record<Status, DotColor>;

/** How a message stands: a colour and the word. */
export function MessageStatus({ status }: { status: Status }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap={8} wrap="nowrap">
      <Dot color={colors[status]} />
      <Text size="sm" span>
        {t(`words.messageStatus.${status}`)}
      </Text>
    </Group>
  );
}
