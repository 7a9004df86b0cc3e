import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Series } from './series.ts';

/** Which colour is what. A chart's own texts say it for those who do not see it. */
export function ChartLegend({ series }: { series: readonly Series[] }): ReactNode {
  return (
    <Group gap="lg" aria-hidden>
      {series.map(({ name, color }) => (
        <Group key={name} gap={6} wrap="nowrap">
          <span className={`recado-key recado-key-${color}`} />
          <Text size="xs" c="dimmed">
            {name}
          </Text>
        </Group>
      ))}
    </Group>
  );
}
