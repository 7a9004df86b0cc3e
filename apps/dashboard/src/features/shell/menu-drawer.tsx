import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Sidebar } from './sidebar.tsx';

/** The menu of a narrow screen. */
export function MenuDrawer({ onSearch, onClose }: { onSearch: () => void; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      size={280}
      padding={0}
      title={t('shell.menu')}
      classNames={{ header: 'recado-drawer-head', body: 'recado-drawer-body', content: 'recado-drawer' }}
      closeButtonProps={{ 'aria-label': t('shell.closeMenu') }}
    >
      <Sidebar onSearch={onSearch} onChosen={onClose} />
    </Drawer>
  );
}
