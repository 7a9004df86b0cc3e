import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { charactersLeft } from './composer-policy.ts';

/** How many characters are left, once few are. */
export function Counter({ text, most }: { text: string; most: number }): ReactNode {
  const { t } = useTranslation();
  const left = charactersLeft(text, most);
  if (left === undefined) return null;
  return (
    <Text size="xs" role="status" c={left < 0 ? 'var(--mantine-color-error)' : 'dimmed'}>
      {left < 0
        ? t('composer.message.tooLong', { count: -left })
        : t('composer.message.left', { count: left })}
    </Text>
  );
}
