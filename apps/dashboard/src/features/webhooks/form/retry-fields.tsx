import { Group, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { givesUpAfter, retryDelays } from './retry-times.ts';
import { retryConfigOf } from './webhook-draft.ts';
import type { WebhookFieldsProps } from './webhook-fields-props.ts';

const strategies = ['exponential', 'linear', 'constant'] as const;

/** How often a failed delivery is tried again, and when exactly. */
export function RetryFields({ draft, set, faults }: WebhookFieldsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack>
      <div className="recado-fields">
        <NumberInput
          label={t('webhooks.retry.maxRetries')}
          value={draft.maxRetries}
          error={faults?.get('retryConfig.maxRetries')}
          min={0}
          max={20}
          allowDecimal={false}
          clampBehavior="strict"
          onChange={(maxRetries) => set({ maxRetries })}
        />
        <NativeSelect
          label={t('webhooks.retry.strategy')}
          value={draft.strategy}
          data={strategies.map((value) => ({ value, label: t(`webhooks.retry.${value}`) }))}
          onChange={({ currentTarget }) =>
            set({ strategy: strategies.find((one) => one === currentTarget.value) ?? 'exponential' })
          }
        />
        <NumberInput
          label={t('webhooks.retry.retryDelay')}
          value={draft.retryDelay}
          error={faults?.get('retryConfig.retryDelay')}
          min={0.1}
          max={3_600}
          hideControls
          onChange={(retryDelay) => set({ retryDelay })}
        />
        <NumberInput
          label={t('webhooks.retry.maxDelay')}
          value={draft.maxDelay}
          error={faults?.get('retryConfig.maxDelay')}
          min={0.1}
          max={86_400}
          hideControls
          onChange={(maxDelay) => set({ maxDelay })}
        />
      </div>
      <Times draft={draft} />
    </Stack>
  );
}

function Times({ draft }: Pick<WebhookFieldsProps, 'draft'>): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const delays = retryDelays(retryConfigOf(draft));
  if (delays.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('webhooks.retry.none')}
      </Text>
    );
  return (
    <Stack gap={6} aria-live="polite">
      <Group gap={6} align="center">
        <Text size="sm">{t('webhooks.retry.times')}</Text>
        {delays.map((delay, index) => (
          <span key={index} className="recado-retry-time">
            {format.duration(delay)}
          </span>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {t('webhooks.retry.givesUp', { duration: format.duration(givesUpAfter(delays)) })}{' '}
        {t('webhooks.retry.jitter')}
      </Text>
    </Stack>
  );
}
