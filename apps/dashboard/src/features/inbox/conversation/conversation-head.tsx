import { ActionIcon, Tooltip } from '@mantine/core';
import type { Conversation } from '@recado/sdk';
import { IconArrowLeft, IconDeviceMobile, IconLayoutSidebarRight } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { Dot } from '../../../ui/dot.tsx';
import { ContactAvatar } from '../contact-avatar.tsx';
import { useContactName } from '../contact-name.ts';
import { inboxFilters } from '../inbox-filters.ts';
import { AssignMenu } from './assign-menu.tsx';
import { CloseButton } from './close-button.tsx';
import { useConversationActions } from './conversation-actions.ts';
import { useConversationKeys } from './conversation-keys.ts';
import { LabelsDialog } from './labels-dialog.tsx';
import { MoreMenu } from './more-menu.tsx';
import type { OpenTool, Side } from './tools.ts';
import { TransferDialog } from './transfer-dialog.tsx';
import { TurnsDrawer } from './turns-drawer.tsx';
import { Viewers } from './viewers.tsx';
import { WhyDrawer } from './why-drawer.tsx';

const route = getRouteApi('/shell/inbox/$conversationId');

const statusColors = { open: 'green', waiting: 'yellow', pending: 'gray', closed: 'gray' } as const;

export interface ConversationHeadProps {
  conversation: Conversation;
  side: Side;
  setSide: (side: Side) => void;
}

/** With whom, by which number, how it stands, and all that can be done with it. */
export function ConversationHead({ conversation, side, setSide }: ConversationHeadProps): ReactNode {
  const { t } = useTranslation();
  const [tool, setTool] = useState<OpenTool>();
  const actions = useConversationActions(conversation);
  const mayWrite = useMay('conversations:write');
  const close = (): void => setTool(undefined);
  useConversationKeys({ conversation, actions, setTool, side, setSide });
  return (
    <header className="recado-conversation-head">
      <BackToList />
      <Identity conversation={conversation} />
      <Viewers conversation={conversation} />
      {mayWrite && (
        <AssignMenu
          conversation={conversation}
          assign={actions.assign}
          isOpen={tool === 'assign'}
          onToggle={(isOpen) => setTool(isOpen ? 'assign' : undefined)}
        />
      )}
      {mayWrite && <CloseButton conversation={conversation} actions={actions} />}
      <MoreMenu conversation={conversation} onChoose={setTool} />
      <SideButtons conversation={conversation} side={side} setSide={setSide} />
      {tool === 'transfer' && (
        <TransferDialog conversation={conversation} transfer={actions.transfer} onClose={close} />
      )}
      {tool === 'labels' && (
        <LabelsDialog conversation={conversation} label={actions.label} onClose={close} />
      )}
      {tool === 'why' && <WhyDrawer conversation={conversation} onClose={close} />}
      {tool === 'turns' && <TurnsDrawer conversation={conversation} onClose={close} />}
      <span className="recado-hidden" role="status">
        {t('inbox.head.status', { status: t(`inbox.state.${conversation.status}`) })}
      </span>
    </header>
  );
}

function BackToList(): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  return (
    <Link
      to="/inbox"
      search={inboxFilters({ ...search })}
      className="recado-conversation-back"
      aria-label={t('inbox.back')}
    >
      <IconArrowLeft size={18} aria-hidden />
    </Link>
  );
}

function Identity({ conversation }: { conversation: Conversation }): ReactNode {
  const { t } = useTranslation();
  const name = useContactName()(conversation);
  const number = useNumbers()?.find(({ id }) => id === conversation.instanceId);
  const { contact, status, isGroup } = conversation;
  return (
    <>
      <ContactAvatar id={contact.id} name={contact.name} isGroup={isGroup} size={36} />
      <div className="recado-conversation-who">
        <h2>{name}</h2>
        <p>
          <Dot color={statusColors[status]} />
          <span>{t(`inbox.state.${status}`)}</span>
          {number !== undefined && (
            <span className="recado-conversation-number">
              · {t('inbox.head.by', { number: number.name })}
            </span>
          )}
        </p>
      </div>
    </>
  );
}

function SideButtons({ conversation, side, setSide }: ConversationHeadProps): ReactNode {
  const { t } = useTranslation();
  const number = useNumbers()?.find(({ id }) => id === conversation.instanceId);
  const toggle = (which: 'contact' | 'phone'): void => setSide(side === which ? undefined : which);
  return (
    <>
      {number?.isSandbox === true && (
        <Tooltip label={t('inbox.head.phone')}>
          <ActionIcon
            variant={side === 'phone' ? 'light' : 'subtle'}
            color="gray"
            size="lg"
            aria-label={t('inbox.head.phone')}
            aria-pressed={side === 'phone'}
            onClick={() => toggle('phone')}
          >
            <IconDeviceMobile size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t('inbox.head.contact')}>
        <ActionIcon
          variant={side === 'contact' ? 'light' : 'subtle'}
          color="gray"
          size="lg"
          aria-label={t('inbox.head.contact')}
          aria-pressed={side === 'contact'}
          onClick={() => toggle('contact')}
        >
          <IconLayoutSidebarRight size={18} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
