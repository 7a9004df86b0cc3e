import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** In the place of a conversation while it is read for the first time. */
export function ConversationSkeleton(): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="recado-conversation-main" role="status" aria-label={t('words.loading')}>
      <div className="recado-conversation-head">
        <Skeleton circle height={36} />
        <Skeleton height={14} width={180} />
      </div>
    </section>
  );
}
