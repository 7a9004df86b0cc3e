import { ActionIcon, Drawer, Skeleton, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Conversation } from '@recado/sdk';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { contactQuery } from '../queries.ts';
import { ContactConsent } from './contact-consent.tsx';
import { ContactDetails } from './contact-details.tsx';
import { ContactFooter } from './contact-footer.tsx';
import { GroupMembers } from './group-members.tsx';
import { Notes } from './notes.tsx';
import { OtherConversations } from './other-conversations.tsx';

export interface ContactSideProps {
  conversation: Conversation;
  onClose: () => void;
}

/** Who the conversation is with: beside it where there is room, else over it. */
export function ContactSide({ conversation, onClose }: ContactSideProps): ReactNode {
  const { t } = useTranslation();
  const hasRoom = useMediaQuery('(min-width: 80em)', undefined, { getInitialValueInEffect: false });
  const title = t(conversation.isGroup ? 'inbox.group' : 'inbox.contact.title');
  if (!hasRoom)
    return (
      <Drawer
        opened
        onClose={onClose}
        position="right"
        size="sm"
        title={title}
        closeButtonProps={{ 'aria-label': t('words.close') }}
      >
        <Panel conversation={conversation} />
      </Drawer>
    );
  return (
    <aside className="recado-side" aria-label={title}>
      <div className="recado-side-head">
        <h2>{title}</h2>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('words.close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className="recado-side-body">
        <Panel conversation={conversation} />
      </div>
    </aside>
  );
}

function Panel({ conversation }: { conversation: Conversation }): ReactNode {
  const mayRead = useMay('contacts:read');
  const contact = useQuery({ ...contactQuery(conversation.contact.id), enabled: mayRead });
  const { isGroup } = conversation;
  return (
    <Stack gap="xl">
      {mayRead && contact.isPending && <Skeleton height={120} />}
      {contact.isError && <ErrorState error={contact.error} onRetry={() => void contact.refetch()} />}
      {contact.data !== undefined && <ContactDetails contact={contact.data} isGroup={isGroup} />}
      <Notes conversation={conversation} />
      {isGroup && <GroupMembers conversation={conversation} />}
      {contact.data !== undefined && (
        <>
          {!isGroup && <ContactConsent contact={contact.data} />}
          <OtherConversations contact={contact.data} conversation={conversation} />
          <ContactFooter contact={contact.data} />
        </>
      )}
    </Stack>
  );
}
