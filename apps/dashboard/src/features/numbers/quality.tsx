import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const known = ['GREEN', 'YELLOW', 'RED'] as const;

/** How Meta rates the number, from https://developers.facebook.com/docs/whatsapp/messaging-limits: GREEN, YELLOW or RED. */
export function Quality({ quality }: { quality: string | null | undefined }): ReactNode {
  const { t } = useTranslation();
  const rated = known.find((name) => name === quality);
  return (
    <Text size="sm" {...(rated === undefined && { c: 'dimmed' })}>
      {t(`numbers.quality.${rated ?? 'unknown'}`)}
    </Text>
  );
}
