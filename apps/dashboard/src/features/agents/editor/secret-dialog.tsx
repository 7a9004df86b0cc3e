import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyText } from '../../../ui/copy-text.tsx';

/** The key that was made for a service, once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('agents.secret.title')}
      centered
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <Stack>
        <Text size="sm">{t('agents.secret.body')}</Text>
        <CopyText value={secret} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('agents.secret.kept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
