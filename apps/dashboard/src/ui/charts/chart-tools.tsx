import { ActionIcon, Group } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Zoom } from './use-zoom.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

export interface ChartToolsProps {
  zoom: Zoom;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
}

/** What stands above a chart: looking closer, and a table in its place. */
export function ChartTools({ zoom, isTable, onTable }: ChartToolsProps): ReactNode {
  const { t } = useTranslation();
  const other = t(isTable ? 'words.chart.asChart' : 'words.chart.asTable');
  return (
    <Group gap="xs" wrap="nowrap">
      <ZoomButtons zoom={zoom} />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={other}
        title={other}
        onClick={() => onTable(!isTable)}
      >
        {isTable ? <IconChartLine size={18} /> : <IconTable size={18} />}
      </ActionIcon>
    </Group>
  );
}
