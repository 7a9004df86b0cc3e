import { Skeleton } from '@mantine/core';
import type { Conversation } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { groupQuery } from '../queries.ts';
import { SideSection } from './side-section.tsx';

/** Who is in the group, as WhatsApp tells it. */
export function GroupMembers({ conversation }: { conversation: Conversation }): ReactNode {
  const { t } = useTranslation();
  const mayRead = useMay('groups:read');
  const { recipient } = conversation.contact;
  const group = useQuery({
    ...groupQuery(conversation.instanceId, recipient ?? ''),
    enabled: mayRead && recipient !== null,
  });
  if (!mayRead || recipient === null) return null;
  return (
    <SideSection title={t('inbox.groupMembers')}>
      {group.isPending && <Skeleton height={60} />}
      {group.isError && <ErrorState error={group.error} onRetry={() => void group.refetch()} />}
      <ul className="recado-notes">
        {group.data?.members.map(({ whatsappId, phoneNumber, isAdmin }) => (
          <li key={whatsappId} className="recado-other">
            <span>{phoneNumber ?? whatsappId.split('@', 1)}</span>
            {isAdmin && <span className="recado-dimmed">{t('inbox.groupAdmin')}</span>}
          </li>
        ))}
      </ul>
    </SideSection>
  );
}
