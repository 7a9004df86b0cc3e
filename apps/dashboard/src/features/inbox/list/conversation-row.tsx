import type { Conversation, InstanceChannel } from '@recado/sdk';
import { IconClock, IconHourglass, IconQrcode, IconRobot, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { ContactAvatar } from '../contact-avatar.tsx';
import { useContactName } from '../contact-name.ts';
import type { InboxSearch } from '../inbox-filters.ts';
import { Preview } from './preview.tsx';
import { hasFacts, hoursLeftSoon, waitedSeconds } from './row-facts-policy.ts';
import { useRowTime } from './row-time.ts';

const MOST_LABELS = 2;

export interface ConversationRowProps {
  conversation: Conversation;
  channel: InstanceChannel | undefined;
  search: InboxSearch;
  nowMs: number;
}

/** A conversation in the list. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps): ReactNode {
  const { conversation, search, nowMs } = props;
  const rowTime = useRowTime();
  const name = useContactName()(conversation);
  const { contact, unreadCount } = conversation;
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      search={search}
      className="recado-row"
      {...(unreadCount > 0 && { 'data-unread': '' })}
      preload={false}
    >
      <ContactAvatar id={contact.id} name={contact.name} isGroup={conversation.isGroup} />
      <span className="recado-row-body">
        <span className="recado-row-line">
          <span className="recado-row-name">{name}</span>
          <ChannelMark channel={props.channel} />
          <time className="recado-row-time" dateTime={conversation.lastMessageAt}>
            {rowTime(conversation.lastMessageAt, nowMs)}
          </time>
        </span>
        <span className="recado-row-line">
          <Preview message={conversation.lastMessage} />
          {unreadCount > 0 && <Unread count={unreadCount} />}
        </span>
        {hasFacts(conversation, nowMs) && <Facts conversation={conversation} nowMs={nowMs} />}
      </span>
    </Link>
  );
});

function ChannelMark({ channel }: { channel: InstanceChannel | undefined }): ReactNode {
  const { t } = useTranslation();
  if (channel !== 'web') return null;
  return <IconQrcode size={13} className="recado-row-mark" role="img" aria-label={t('inbox.list.web')} />;
}

function Unread({ count }: { count: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="recado-unread" role="img" aria-label={t('inbox.list.unread', { count })}>
      {count > 99 ? '99+' : count}
    </span>
  );
}

function Facts({ conversation, nowMs }: Pick<ConversationRowProps, 'conversation' | 'nowMs'>): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { labels, assignee } = conversation;
  const waited = waitedSeconds(conversation, nowMs);
  const hoursLeft = hoursLeftSoon(conversation, nowMs);
  const AgentIcon = assignee?.type === 'human' ? IconUserCircle : IconRobot;
  return (
    <span className="recado-row-facts">
      {waited !== undefined && (
        <span className="recado-row-fact" data-urgent="">
          <IconHourglass size={13} aria-hidden />
          {t('inbox.list.waits', {
            time: waited < 60 ? `< ${format.duration(60)}` : format.duration(waited),
          })}
        </span>
      )}
      {assignee !== null && (
        <span className="recado-row-fact">
          <AgentIcon size={13} aria-hidden />
          {assignee.name}
        </span>
      )}
      {hoursLeft !== undefined && (
        <span className="recado-row-fact" data-urgent="">
          <IconClock size={13} aria-hidden />
          {t('inbox.list.closing', { hours: hoursLeft + 1 })}
        </span>
      )}
      {labels.slice(0, MOST_LABELS).map((label) => (
        <span key={label} className="recado-tag">
          {label}
        </span>
      ))}
      {labels.length > MOST_LABELS && <span className="recado-row-fact">+{labels.length - MOST_LABELS}</span>}
    </span>
  );
}
