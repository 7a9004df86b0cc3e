import type { Conversation } from '@recado/sdk';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { usePageKeys } from '../../../lib/page-keys.ts';
import { inboxFilters } from '../inbox-filters.ts';
import type { ConversationActions } from './conversation-actions.ts';
import type { OpenTool, Side } from './tools.ts';

const route = getRouteApi('/shell/inbox/$conversationId');

export interface ConversationKeysOptions {
  conversation: Conversation;
  actions: ConversationActions;
  setTool: (tool: OpenTool) => void;
  side: Side;
  setSide: (side: Side) => void;
}

/** The field where one writes, which is the composer's. */
const focusComposer = (): void => document.querySelector<HTMLElement>('[data-composer]')?.focus();

/** The keys of the conversation that is open. */
export function useConversationKeys(options: ConversationKeysOptions): void {
  const { t } = useTranslation();
  const mayWrite = useMay('conversations:write');
  const navigate = route.useNavigate();
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const keys = useMemo(() => {
    const open = (tool: OpenTool) => (): void => latest.current.setTool(tool);
    const toggleClosed = (): void => {
      const { conversation, actions } = latest.current;
      (conversation.status === 'closed' ? actions.reopen : actions.close).mutate(conversation);
    };
    const togglePanel = (): void => {
      const { side, setSide } = latest.current;
      setSide(side === 'contact' ? undefined : 'contact');
    };
    const writeNote = (): void => {
      flushSync(() => latest.current.setSide('contact'));
      document.querySelector<HTMLElement>('[data-note]')?.focus();
    };
    const write = [
      { keys: 'r', title: t('inbox.keys.answer'), run: focusComposer },
      { keys: 'a', title: t('inbox.actions.assign'), run: open('assign') },
      { keys: 't', title: t('inbox.actions.transfer'), run: open('transfer') },
      { keys: 'e', title: t('inbox.keys.close'), run: toggleClosed },
      { keys: 'l', title: t('inbox.actions.labels'), run: open('labels') },
      { keys: 'n', title: t('inbox.notes.new'), run: writeNote },
    ];
    return [
      ...(mayWrite ? write : []),
      { keys: 'w', title: t('inbox.actions.why'), run: open('why') },
      { keys: 'i', title: t('inbox.head.contact'), run: togglePanel },
      {
        keys: 'Escape',
        title: t('inbox.keys.back'),
        run: () => void navigate({ to: '/inbox', search: (search) => inboxFilters({ ...search }) }),
      },
    ];
  }, [mayWrite, navigate, t]);
  usePageKeys(t('inbox.keys.conversation'), keys);
}
