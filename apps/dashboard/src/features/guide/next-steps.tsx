import { Text, Title } from '@mantine/core';
import { IconDeviceMobile, IconInbox, IconUsers, IconWebhook } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProfile } from '../../lib/api/profile.ts';

const ways = [
  { name: 'number', to: '/numbers/new', icon: IconDeviceMobile, permission: 'instances:write' },
  { name: 'webhook', to: '/webhooks', icon: IconWebhook, permission: 'webhooks:write' },
  { name: 'team', to: '/people', icon: IconUsers, permission: 'users:write' },
  { name: 'inbox', to: '/inbox', icon: IconInbox, permission: 'conversations:read' },
] as const;

/** Where to go from here, for those who may. */
export function NextSteps({ isReached }: { isReached: boolean }): ReactNode {
  const { t } = useTranslation();
  const held = useProfile()?.permissions ?? [];
  return (
    <section className="recado-next">
      {isReached && (
        <Title order={2} size="h4">
          {t('guide.next.title')}
        </Title>
      )}
      <Text c="dimmed" size="sm">
        {t('guide.next.lead')}
      </Text>
      <ul>
        {ways
          .filter(({ permission }) => held.includes(permission))
          .map(({ name, to, icon: Icon }) => (
            <li key={name}>
              <Link to={to} className="recado-panel recado-next-way">
                <Icon size={20} aria-hidden />
                <span>
                  <strong>{t(`guide.next.${name}`)}</strong>
                  <span>{t(`guide.next.${name}Body`)}</span>
                </span>
              </Link>
            </li>
          ))}
      </ul>
    </section>
  );
}
