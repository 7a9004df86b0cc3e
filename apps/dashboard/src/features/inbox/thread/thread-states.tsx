import { Skeleton } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';

const widths = [220, 320, 180, 260, 300, 140] as const;

/** The shape of a thread while it is being read. */
export function ThreadSkeleton(): ReactNode {
  return (
    <div className="recado-thread-skeleton" aria-busy>
      {widths.map((width, at) => (
        <Skeleton
          key={width}
          h={at % 3 === 1 ? 60 : 38}
          w={width}
          maw="70%"
          radius={14}
          data-ours={at % 2 === 1}
        />
      ))}
    </div>
  );
}

/** A conversation in which nobody has written. */
export function NothingSaid(): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconMessages size={28} />}
      title={t('thread.empty.title')}
      body={t('thread.empty.body')}
    />
  );
}
