import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from './error-state.tsx';

export interface ConfirmDialogProps {
  title: string;
  confirm: string;
  isOpen: boolean;
  isBusy: boolean;
  isDangerous?: boolean;
  isDisabled?: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that has consequences, and says which. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { t } = useTranslation();
  const { title, confirm, isOpen, isBusy, isDangerous = false, isDisabled = false } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={props.onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <Stack>
        {props.children}
        {props.error !== null && props.error !== undefined && <ErrorState error={props.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('words.cancel')}
          </Button>
          <Button
            {...(isDangerous && { color: 'red.9' })}
            loading={isBusy}
            disabled={isDisabled}
            onClick={props.onConfirm}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
