import { Button, Group } from '@mantine/core';
import { IconAlertCircle, IconCalendarTime, IconHelpCircle } from '@tabler/icons-react';
import type { Message } from '@recado/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../../lib/api/profile.ts';
import { useFormat } from '../../../../lib/format.ts';
import { useTell } from '../../../../lib/tell.ts';
import { useMessageReason } from '../../../../lib/use-message-reason.ts';
import { threadCache } from '../thread-cache.ts';
import { messageQuery, useMessageFate } from './message-actions-queries.ts';
import { scheduledFor } from './message-policy.ts';

/** Below a message that did not go its way: what is with it, and what can be done. */
export function Trouble({ message }: { message: Message }): ReactNode {
  if (message.direction === 'inbound') return null;
  switch (message.status) {
    case 'in_doubt':
      return <Doubt message={message} />;
    case 'failed':
    case 'expired':
    case 'cancelled':
      return <Failed message={message} status={message.status} />;
    default:
      return scheduledFor(message) === undefined ? null : <Scheduled message={message} />;
  }
}

interface FailedProps {
  message: Message;
  status: 'failed' | 'expired' | 'cancelled';
}

function Failed({ message, status }: FailedProps): ReactNode {
  const { t } = useTranslation();
  const reason = useMessageReason();
  const maySend = useMay('messages:send');
  const isAgain = maySend && status !== 'cancelled';
  return (
    <div className="recado-thread-trouble" data-status={status}>
      <IconAlertCircle size={16} aria-hidden />
      <span>
        <strong>{t(`thread.status.${status}`)}</strong>
        {message.error !== null && <> {reason(message.error)}</>}
      </span>
      {isAgain && <SendAgain messageId={message.id} />}
    </div>
  );
}

function SendAgain({ messageId }: { messageId: string }): ReactNode {
  const { t } = useTranslation();
  const { resend } = useMessageFate(messageId);
  return (
    <Button size="compact-xs" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
      {t('thread.status.again')}
    </Button>
  );
}

/** Messages in doubt that somebody decided to leave so. */
const left = new Set<string>();

function Doubt({ message }: { message: Message }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const client = useQueryClient();
  const maySend = useMay('messages:send');
  const mayRead = useMay('messages:read');
  const [isLeft, setIsLeft] = useState(left.has(message.id));
  const look = async (): Promise<void> => {
    try {
      const now = await client.query({ ...messageQuery(message.id), staleTime: 0 });
      threadCache.put(now);
      if (now.status === 'in_doubt') tell.done(t('thread.doubt.still'));
    } catch (error) {
      tell.failed(error);
    }
  };
  if (isLeft) return null;
  return (
    <div className="recado-thread-trouble" data-status="in_doubt">
      <IconHelpCircle size={16} aria-hidden />
      <span>
        <strong>{t('thread.doubt.title')}.</strong> {t('thread.doubt.body')}
      </span>
      <Group gap={6}>
        {mayRead && (
          <Button size="compact-xs" variant="default" onClick={() => void look()}>
            {t('thread.doubt.check')}
          </Button>
        )}
        {maySend && <SendAgain messageId={message.id} />}
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            left.add(message.id);
            setIsLeft(true);
          }}
        >
          {t('thread.doubt.leave')}
        </Button>
      </Group>
    </div>
  );
}

function Scheduled({ message }: { message: Message }): ReactNode {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const maySend = useMay('messages:send');
  const { cancel } = useMessageFate(message.id);
  return (
    <div className="recado-thread-trouble" data-status="scheduled">
      <IconCalendarTime size={16} aria-hidden />
      <span>{t('thread.status.scheduled', { at: moment(message.sendAt) })}</span>
      {maySend && (
        <Button
          size="compact-xs"
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {t('thread.status.cancel')}
        </Button>
      )}
    </div>
  );
}
