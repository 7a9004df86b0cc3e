import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface DetailsDrawerProps {
  /** For what has two columns. */
  isWide?: boolean;
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** The details of one row beside the list, which stays where it is. Open for as long as it is rendered. */
export function DetailsDrawer({ isWide = false, title, onClose, children }: DetailsDrawerProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isWide ? 960 : 'lg'}
      title={title}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      {children}
    </Drawer>
  );
}
