import { Button } from '@mantine/core';
import { IconMoodSad } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './empty-state.tsx';

/** In the place of a page whose code failed. */
export function CrashPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState
      isWholePage
      icon={<IconMoodSad size={28} />}
      title={t('shell.crash.title')}
      body={t('shell.crash.body')}
      action={<Button onClick={() => window.location.reload()}>{t('shell.crash.reload')}</Button>}
    />
  );
}
