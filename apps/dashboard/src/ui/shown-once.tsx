import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface ShownOnceProps {
  label: string;
  value: string;
  /** That it will not be shown again. */
  warning: string;
}

/** A secret in the only moment in which it can be read. */
export function ShownOnce({ label, value, warning }: ShownOnceProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        flex={1}
        miw={220}
        label={label}
        description={warning}
        value={value}
        readOnly
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          >
            {copied ? t('words.copied') : t('words.copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
