import { Button, Loader } from '@mantine/core';
import { IconCloudDownload, IconEyeOff, IconFileOff, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../../../lib/api/problem.ts';
import type { MediaView } from './use-media.ts';

type Unready = Exclude<MediaView, { state: 'ready' | 'known' }>;

/** In the place of a file that cannot be shown yet, or ever: why, and what can be done. */
export function MediaState({ view }: { view: Unready }): ReactNode {
  const { t } = useTranslation();
  switch (view.state) {
    case 'loading':
      return (
        <Note icon={<Loader size={18} color="gray" />} isBusy>
          {t('words.loading')}
        </Note>
      );
    case 'pending':
      return <Note icon={<IconCloudDownload size={18} aria-hidden />}>{t('thread.media.pending')}</Note>;
    case 'hidden':
      return <Note icon={<IconEyeOff size={18} aria-hidden />}>{t('thread.media.hidden')}</Note>;
    case 'lost':
      return (
        <Note icon={<IconFileOff size={18} aria-hidden />}>
          {t('thread.media.lost')}
          {view.reason !== null && <span className="recado-thread-media-reason">{view.reason}</span>}
        </Note>
      );
    case 'failed':
      return (
        <Note icon={<IconFileOff size={18} aria-hidden />}>
          {t(`problems.${failureOf(view.error).code}.title`)}
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={view.retry}
          >
            {t('words.retry')}
          </Button>
        </Note>
      );
  }
}

interface NoteProps {
  icon: ReactNode;
  isBusy?: boolean;
  children: ReactNode;
}

function Note({ icon, isBusy = false, children }: NoteProps): ReactNode {
  return (
    <div className="recado-thread-media-note" aria-busy={isBusy}>
      {icon}
      <div>{children}</div>
    </div>
  );
}
