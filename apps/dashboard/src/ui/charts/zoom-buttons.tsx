import { ActionIcon, Group } from '@mantine/core';
import { IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Zoom } from './use-zoom.ts';

/** Looks closer and farther for those who do not drag. */
export function ZoomButtons({ zoom }: { zoom: Zoom }): ReactNode {
  const { t } = useTranslation();
  const actions = [
    { name: 'zoomIn', icon: IconZoomIn, isOn: zoom.canGoCloser, run: () => zoom.zoomIn() },
    { name: 'zoomOut', icon: IconZoomOut, isOn: zoom.isZoomed, run: () => zoom.zoomOut() },
    { name: 'zoomReset', icon: IconZoomReset, isOn: zoom.isZoomed, run: () => zoom.reset() },
  ] as const;
  return (
    <Group gap={2} wrap="nowrap" className="recado-zoom">
      {actions.map(({ name, icon: Icon, isOn, run }) => (
        <ActionIcon
          key={name}
          variant="subtle"
          color="gray"
          aria-label={t(`words.chart.${name}`)}
          title={t(`words.chart.${name}`)}
          disabled={!isOn}
          onClick={run}
        >
          <Icon size={18} />
        </ActionIcon>
      ))}
    </Group>
  );
}
