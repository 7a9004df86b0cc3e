import { IconDeviceMobile } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/router-link.tsx';

/** Where there is no number that an agent could answer on. */
export function NoNumbers(): ReactNode {
  const { t } = useTranslation();
  const mayCreate = useMay('instances:write');
  return (
    <EmptyState
      icon={<IconDeviceMobile size={28} />}
      title={t('agents.noNumbers.title')}
      body={t('agents.noNumbers.body')}
      action={mayCreate && <LinkButton to="/numbers/new">{t('agents.noNumbers.connect')}</LinkButton>}
    />
  );
}
