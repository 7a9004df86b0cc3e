import { Group, Stack, Text } from '@mantine/core';
import type { AttemptTimings } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { partsOf, timingNames } from './timing-policy.ts';

/** Where the time of a request went: a bar to look at, and the figures. */
export function Timing({ timings }: { timings: AttemptTimings }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = partsOf(timings);
  return (
    <Stack gap={6}>
      <div className="recado-timing" aria-hidden>
        {parts.map(({ name, ms }) => (
          <span
            key={name}
            className={`recado-part-${timingNames.indexOf(name)}`}
            style={{ flexGrow: ms, minWidth: ms > 0 ? 2 : 0 }}
          />
        ))}
      </div>
      <Group component="ul" gap="md" m={0} p={0} aria-label={t('webhooks.delivery.timing.title')}>
        {parts.map(({ name, ms }) => (
          <Group component="li" key={name} gap={6} wrap="nowrap">
            <span className={`recado-timing-key recado-part-${timingNames.indexOf(name)}`} aria-hidden />
            <Text size="xs" c="dimmed">
              {t(`webhooks.delivery.timing.${name}`)}
            </Text>
            <Text size="xs">{format.milliseconds(ms)}</Text>
          </Group>
        ))}
      </Group>
      {timings.connect === null && timings.firstByte !== null && (
        <Text size="xs" c="dimmed">
          {t('webhooks.delivery.timing.reused')}
        </Text>
      )}
    </Stack>
  );
}
