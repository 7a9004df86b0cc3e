import { Checkbox, NumberInput, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookFieldsProps } from './webhook-fields-props.ts';

/** The order, the rate and the patience of deliveries. */
export function DeliveryFields({ draft, set, faults }: WebhookFieldsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack>
      <div className="recado-fields">
        <NumberInput
          label={t('webhooks.form.rateLimit')}
          description={t('webhooks.form.rateLimitHint')}
          value={draft.rateLimit}
          error={faults?.get('rateLimit')}
          min={1}
          max={1_000}
          allowDecimal={false}
          hideControls
          onChange={(rateLimit) => set({ rateLimit })}
        />
        <NumberInput
          label={t('webhooks.form.connectTimeout')}
          value={draft.connectTimeout}
          error={faults?.get('connectTimeoutMs')}
          min={0.5}
          max={5}
          hideControls
          onChange={(connectTimeout) => set({ connectTimeout })}
        />
        <NumberInput
          label={t('webhooks.form.timeout')}
          value={draft.timeout}
          error={faults?.get('timeoutMs')}
          min={1}
          max={30}
          hideControls
          onChange={(timeout) => set({ timeout })}
        />
      </div>
      <Checkbox
        label={t('webhooks.form.ordered')}
        description={t('webhooks.form.orderedHint')}
        checked={draft.ordered}
        onChange={({ currentTarget }) => set({ ordered: currentTarget.checked })}
      />
    </Stack>
  );
}
