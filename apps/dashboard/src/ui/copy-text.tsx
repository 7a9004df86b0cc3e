import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A text to be copied whole, such as an id or an address. */
export function CopyText({ value }: { value: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap={4} wrap="nowrap" maw="100%">
      <Text size="sm" ff="monospace" className="recado-break">
        {value}
      </Text>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('words.copied') : t('words.copy')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="md"
              my={-4}
              onClick={copy}
              aria-label={copied ? t('words.copied') : `${t('words.copy')}: ${value}`}
            >
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
