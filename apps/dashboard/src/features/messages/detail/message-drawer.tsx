import { Skeleton, Stack, Tabs } from '@mantine/core';
import type { MessageWithHistory } from '@recado/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { useFormat } from '../../../lib/format.ts';
import { useLiveEvents, usePollMs } from '../../../lib/live/live.ts';
import type { LiveEvent, LiveFilter } from '../../../lib/live/live-event.ts';
import { messageOf } from '../../../lib/live/message-decoder.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { DetailsDrawer } from '../../../ui/details-drawer.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Facts, type Fact } from '../../../ui/facts.tsx';
import { TextLink } from '../../../ui/router-link.tsx';
import { contactOf } from '../message-text.ts';
import { messageKey, messageQuery } from '../queries.ts';
import { ContentView } from './content-view.tsx';
import { Course } from './course.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { MessageActions } from './message-actions.tsx';

const route = getRouteApi('/shell/messages/$messageId');
const messageEvents: readonly LiveFilter[] = ['message.*'];

/** Reads the message again whenever something becomes of it. */
function useLiveMessage(id: string) {
  const queries = useQueryClient();
  const hear = useCallback(
    (event: LiveEvent) => {
      if (messageOf(event)?.id === id) void queries.invalidateQueries({ queryKey: messageKey(id) });
    },
    [id, queries],
  );
  useLiveEvents(messageEvents, hear);
  return useQuery({ ...messageQuery(id), refetchInterval: usePollMs() });
}

/** One message beside the list: what it says, what became of it and why, and what went over the wire. */
export function MessageDrawer(): ReactNode {
  const { t } = useTranslation();
  const { messageId } = route.useParams();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useLiveMessage(messageId);
  const title =
    data === undefined
      ? t('messages.detail.title')
      : t(`messages.detail.${data.direction}`, { contact: data.contact.name ?? contactOf(data) });
  return (
    <DetailsDrawer title={title} onClose={() => void navigate({ to: '/messages', search: true })}>
      {data !== undefined ? (
        <Details message={data} />
      ) : error === null ? (
        <Skeleton height={240} role="status" aria-label={t('words.loading')} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </DetailsDrawer>
  );
}

function Details({ message }: { message: MessageWithHistory }): ReactNode {
  const { t } = useTranslation();
  const [tab, setTab] = useState<string | null>('course');
  return (
    <Stack>
      <ContentView message={message} />
      <MessageActions message={message} />
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md" className="recado-message-tabs">
          <Tabs.Tab value="course">{t('messages.detail.course')}</Tabs.Tab>
          <Tabs.Tab value="exchange">{t('messages.detail.exchange')}</Tabs.Tab>
          <Tabs.Tab value="facts">{t('words.details')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="course">
          <Course message={message} />
        </Tabs.Panel>
        <Tabs.Panel value="exchange">
          <ExchangeView id={message.id} isInbound={message.direction === 'inbound'} />
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <MessageFacts message={message} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function MessageFacts({ message }: { message: MessageWithHistory }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const number = useNumbers()?.find(({ id }) => id === message.instanceId);
  const { instanceId, replyTo, sentBy, whatsappId } = message;
  const facts: (Fact | undefined)[] = [
    {
      name: t('messages.columns.contact'),
      value: (
        <TextLink to="/contacts/$contactId" params={{ contactId: message.contact.id }} size="sm">
          {contactOf(message)}
        </TextLink>
      ),
    },
    {
      name: t('words.number'),
      value: (
        <TextLink to="/numbers/$instanceId" params={{ instanceId }} size="sm">
          {number?.name ?? instanceId}
        </TextLink>
      ),
    },
    { name: t('messages.detail.createdAt'), value: format.instant(message.createdAt) },
    message.direction === 'outbound'
      ? { name: t('messages.detail.sendAt'), value: format.instant(message.sendAt) }
      : undefined,
    message.direction === 'outbound'
      ? { name: t('messages.detail.attempts'), value: format.number(message.attempt) }
      : undefined,
    { name: t('messages.detail.priority'), value: t(`messages.priority.${message.priority}`) },
    message.direction === 'outbound'
      ? { name: t('messages.detail.sentBy'), value: t(`messages.sentBy.${senderOf(sentBy)}`) }
      : undefined,
    replyTo === null
      ? undefined
      : {
          name: t('messages.detail.replyTo'),
          value: (
            <TextLink to="/messages/$messageId" params={{ messageId: replyTo }} search size="sm">
              {t('messages.detail.openReply')}
            </TextLink>
          ),
        },
    { name: t('messages.detail.id'), value: <CopyText value={message.id} /> },
    whatsappId === null
      ? undefined
      : { name: t('messages.detail.whatsappId'), value: <CopyText value={whatsappId} /> },
  ];
  return <Facts facts={facts} />;
}

function senderOf(sentBy: MessageWithHistory['sentBy']): 'api' | 'user' | 'agent' | 'broadcast' {
  if (sentBy === null) return 'api';
  if (sentBy.broadcastId !== null) return 'broadcast';
  return sentBy.agentId === null ? 'user' : 'agent';
}
