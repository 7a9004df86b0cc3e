import { IconMapQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/router-link.tsx';

/** For an address that shows nothing. */
export function NotFoundPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState
      isWholePage
      icon={<IconMapQuestion size={28} />}
      title={t('shell.notFound.title')}
      body={t('shell.notFound.body')}
      action={<LinkButton to="/">{t('shell.notFound.back')}</LinkButton>}
    />
  );
}
