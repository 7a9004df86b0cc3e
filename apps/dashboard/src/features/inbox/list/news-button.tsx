import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBell, IconBellOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../../lib/tell.ts';
import { playChime } from './chime.ts';
import { useWantsNews } from './news.ts';

/** Switches the news of the desktop on and off. Without the browser's leave the sound alone tells. */
export function NewsButton(): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const [wantsNews, setWantsNews] = useWantsNews();
  const toggle = async (): Promise<void> => {
    setWantsNews(!wantsNews);
    if (wantsNews) return;
    playChime();
    const leave = 'Notification' in window ? await Notification.requestPermission() : 'denied';
    tell.done(t(leave === 'granted' ? 'inbox.news.on' : 'inbox.news.soundOnly'));
  };
  const label = t(wantsNews ? 'inbox.news.switchOff' : 'inbox.news.switchOn');
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('inbox.news.label')}
        aria-pressed={wantsNews}
        onClick={() => void toggle()}
      >
        {wantsNews ? <IconBell size={18} /> : <IconBellOff size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
