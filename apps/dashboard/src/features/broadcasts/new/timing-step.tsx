import { NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { useFormat } from '../../../lib/format.ts';
import { secondsFor } from '../progress-policy.ts';
import { countOfList, usualRates } from './draft-policy.ts';
import type { StepProps } from './step-props.ts';

/** When it begins, and how fast it goes. */
export function TimingStep({ draft, change, faultOf }: StepProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const number = useNumbers()?.find(({ id }) => id === draft.instanceId);
  const usual = usualRates[number?.channel ?? 'cloud'];
  const rate = draft.ratePerMinute ?? usual;
  const count = draft.audience === 'list' ? countOfList(draft.list) : 0;
  return (
    <Stack>
      <Radio.Group
        label={t('broadcasts.when')}
        value={draft.when}
        onChange={(value) => change({ when: value === 'later' ? 'later' : 'now' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="now" label={t('broadcasts.now')} />
          <Radio value="later" label={t('broadcasts.later')} />
        </Stack>
      </Radio.Group>
      {draft.when === 'later' && (
        <TextInput
          type="datetime-local"
          label={t('broadcasts.sendAt')}
          maw={280}
          value={draft.sendAt}
          error={faultOf('sendAt')}
          onChange={({ currentTarget }) => change({ sendAt: currentTarget.value })}
        />
      )}
      <NumberInput
        label={t('broadcasts.rateLabel')}
        description={t('broadcasts.rateHint', { usual: format.number(usual) })}
        placeholder={format.number(usual)}
        maw={280}
        min={1}
        max={60_000}
        allowDecimal={false}
        clampBehavior="strict"
        value={draft.ratePerMinute ?? ''}
        onChange={(value) => change({ ratePerMinute: typeof value === 'number' ? value : undefined })}
      />
      {count > 0 && (
        <Text size="sm" c="dimmed">
          {t('broadcasts.takes', { duration: format.duration(secondsFor(count, rate)) })}
        </Text>
      )}
    </Stack>
  );
}
