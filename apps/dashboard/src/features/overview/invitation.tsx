import { ActionIcon, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useGuideInvitation } from '../../lib/api/first-steps.ts';
import { LinkButton } from '../../ui/router-link.tsx';

const guide: { to: string } = { to: '/guide' };

/** Invites a newcomer to the guide, until a first message was sent and answered or the person puts it aside. */
export function Invitation(): ReactNode {
  const { t } = useTranslation();
  const { isShown, isSimulated, dismiss } = useGuideInvitation();
  if (!isShown) return null;
  return (
    <section className="recado-panel recado-invitation" aria-label={t('overview.invitation.title')}>
      <div className="recado-invitation-text">
        <Text fw={600}>{t('overview.invitation.title')}</Text>
        <Text size="sm" c="dimmed">
          {t(isSimulated ? 'overview.invitation.body' : 'overview.invitation.bodyReal')}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <LinkButton to={guide.to} size="sm">
          {t('overview.invitation.start')}
        </LinkButton>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('overview.invitation.dismiss')}
          onClick={dismiss}
        >
          <IconX size={18} />
        </ActionIcon>
      </Group>
    </section>
  );
}
