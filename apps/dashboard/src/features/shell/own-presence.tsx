import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnPresence } from '../../lib/api/presence.ts';
import { PresenceDot } from '../../ui/presence-dot.tsx';

/** Whether one is at work, beside one's name; nothing for who is no agent. */
export function OwnPresence({ userId }: { userId: string }): ReactNode {
  const { t } = useTranslation();
  const presence = useOwnPresence(userId);
  if (presence === undefined) return null;
  return (
    <Text size="xs" c="dimmed" component="span" className="recado-own-presence">
      <PresenceDot presence={presence} />
      {t(`shell.presence.${presence}`)}
    </Text>
  );
}
