import { useDocumentTitle, useLocalStorage } from '@mantine/hooks';
import type { Conversation, Message } from '@recado/sdk';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMyAgents } from '../../../lib/api/agents.ts';
import type { LiveEvent, LiveFilter } from '../../../lib/live/live-event.ts';
import { useLiveEvents } from '../../../lib/live/live.ts';
import { useContactName } from '../contact-name.ts';
import { messageOf } from '../../../lib/live/message-decoder.ts';
import { previewOf } from './preview-policy.ts';
import { playChime } from './chime.ts';

const received: readonly LiveFilter[] = ['message.received'];

/** Whether the person wants to be told of new messages while looking elsewhere; remembered on this device. */
export const useWantsNews = () =>
  useLocalStorage({ key: 'recado-inbox-news', defaultValue: false, getInitialValueInEffect: false });

/** Says in the tab's title how many conversations are unread, and tells of new messages while the tab is hidden. */
export function useNews(conversations: readonly Conversation[]): void {
  const { t } = useTranslation();
  const unread = conversations.filter(({ unreadCount }) => unreadCount > 0).length;
  useDocumentTitle(`${unread === 0 ? '' : `(${String(unread)}) `}${t('inbox.title')} · Recado`);
  const [wantsNews] = useWantsNews();
  const tell = useNotification(conversations);
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useLiveEvents(
    received,
    useCallback(
      (event: LiveEvent) => {
        const message = messageOf(event);
        if (message !== undefined && wantsNews && document.hidden) latest.current(message);
      },
      [wantsNews],
    ),
  );
}

/** Shows a message outside the page, unless somebody else has its conversation. */
function useNotification(conversations: readonly Conversation[]): (message: Message) => void {
  const { t } = useTranslation();
  const nameOf = useContactName();
  const navigate = useNavigate();
  const mine = useMyAgents().map(({ id }) => id);
  return (message) => {
    const conversation = conversations.find(({ id }) => id === message.conversationId);
    const agentId = conversation?.assignee?.agentId;
    if (agentId !== undefined && mine.length > 0 && !mine.includes(agentId)) return;
    playChime();
    const notification = shownOutside(conversation === undefined ? message.sender : nameOf(conversation), {
      body: previewOf(message.message) ?? t(`words.messageType.${message.message.type}`),
      // The next one of the same conversation takes its place.
      tag: message.conversationId,
    });
    notification?.addEventListener('click', () => {
      notification.close();
      window.focus();
      void navigate({
        to: '/inbox/$conversationId',
        params: { conversationId: message.conversationId },
        search: {},
      });
    });
  };
}

/** A notification, where the browser lets the page show one. */
function shownOutside(title: string, options: NotificationOptions): Notification | undefined {
  if (!('Notification' in window) || Notification.permission !== 'granted') return undefined;
  try {
    return new Notification(title, options);
  } catch {
    // Chrome on Android shows those of service workers only.
    return undefined;
  }
}
