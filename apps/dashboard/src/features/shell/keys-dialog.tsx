import { Group, Kbd, Modal, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageKeySections, type PageKeySection } from '../../lib/page-keys.ts';
import type { Command } from './commands.ts';

/** Lists the keys of the page, and of all commands that have some. */
export function KeysDialog({
  commands,
  onClose,
}: {
  commands: readonly Command[];
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const everywhere = {
    heading: t('shell.keys.everywhere'),
    keys: [
      { title: t('shell.keys.palette'), keys: 'Ctrl+K' },
      ...commands.flatMap(({ title, keys }) => (keys === undefined ? [] : [{ title, keys }])),
      { title: t('shell.keys.close'), keys: 'Esc' },
    ],
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shell.keys.title')}
      centered
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <Stack gap="xl">
        {[...usePageKeySections(), everywhere].map((section) => (
          <Section key={section.heading} {...section} />
        ))}
      </Stack>
    </Modal>
  );
}

function Section({ heading, keys }: PageKeySection): ReactNode {
  return (
    <Stack component="section" gap="sm" aria-label={heading}>
      <Title order={3} size="sm" c="dimmed">
        {heading}
      </Title>
      {keys.map((key) => (
        <Group key={key.title} justify="space-between" wrap="nowrap">
          <Text size="sm">{key.title}</Text>
          <Keys keys={key.keys} />
        </Group>
      ))}
    </Stack>
  );
}

function Keys({ keys }: { keys: string }): ReactNode {
  const { t } = useTranslation();
  return (
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
  );
}
