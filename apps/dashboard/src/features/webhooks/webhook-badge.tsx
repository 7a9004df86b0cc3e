import { Group, Text } from '@mantine/core';
import type { Webhook } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/use-now.ts';
import { Dot, type DotColor } from '../../ui/dot.tsx';
import { stateOf, type WebhookState } from './webhook-state.ts';

const colors = {
  active: 'green',
  failing: 'red',
  slowed: 'yellow',
  off: 'gray',
  disabled: 'red',
} as const satisfies Record<WebhookState, DotColor>;

/** How an endpoint stands: a colour and the word. */
export function WebhookBadge({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const state = stateOf(webhook, useNow(5_000));
  return (
    <Group gap={8} wrap="nowrap">
      <Dot color={colors[state]} />
      <Text size="sm" span>
        {t(`webhooks.state.${state}`)}
      </Text>
    </Group>
  );
}
