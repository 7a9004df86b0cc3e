import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from './commands.ts';

/** Lists the keys of all commands that have some. */
export function KeysDialog({
  commands,
  onClose,
}: {
  commands: readonly Command[];
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const rows = [
    { id: 'palette', title: t('shell.keys.palette'), keys: 'Ctrl+K' },
    ...commands,
    { id: 'close', title: t('shell.keys.close'), keys: 'Esc' },
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shell.keys.title')}
      centered
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <Stack gap="sm">
        {rows.map(({ id, title, keys }) =>
          keys === undefined ? null : (
            <Group key={id} justify="space-between" wrap="nowrap">
              <Text size="sm">{title}</Text>
              <Group gap={6} wrap="nowrap">
                {keys.split(' ').map((key, index) => (
                  <Group key={key} gap={6} wrap="nowrap">
                    {index > 0 && (
                      <Text size="xs" c="dimmed">
                        {t('shell.keys.then')}
                      </Text>
                    )}
                    <Kbd>{key}</Kbd>
                  </Group>
                ))}
              </Group>
            </Group>
          ),
        )}
      </Stack>
    </Modal>
  );
}
