import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { presences, useOwnPresence, useSetOwnPresence } from '../../lib/api/presence.ts';
import { PresenceDot } from '../../ui/presence-dot.tsx';

/** Whether one is at work, in the menu of the account; nothing for who is no agent. */
export function PresenceItems({ userId }: { userId: string }): ReactNode {
  const { t } = useTranslation();
  const presence = useOwnPresence(userId);
  const set = useSetOwnPresence(userId);
  if (presence === undefined) return null;
  return (
    <>
      <Menu.Label>{t('shell.presence.label')}</Menu.Label>
      {presences.map((one) => (
        <Menu.Item
          key={one}
          leftSection={<PresenceDot presence={one} />}
          rightSection={one === presence && <IconCheck size={14} aria-hidden />}
          onClick={() => set.mutate(one)}
        >
          {t(`shell.presence.${one}`)}
        </Menu.Item>
      ))}
    </>
  );
}
