import { Button, Group } from '@mantine/core';
import { IconAlertCircle, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailed } from '../../../../lib/api/problem.ts';
import { MessageContent } from '../content/message-content.tsx';
import type { Draft } from '../drafts.ts';
import { threadCache } from '../thread-cache.ts';
import { useThreadContext } from '../thread-context.ts';
import { Quote } from './quote.tsx';
import { timeOf } from '../../../../lib/format.ts';

/** A message on its way to the server, or one that did not get there. */
export function DraftItem({ draft }: { draft: Draft }): ReactNode {
  const { t, i18n } = useTranslation();
  const { conversation } = useThreadContext();
  const { message, replyTo, failure, createdAt } = draft;
  return (
    <article
      className="recado-thread-message"
      data-direction="outbound"
      data-draft
      data-first
      data-last
      tabIndex={-1}
      aria-label={`${t('thread.you')}, ${timeOf(createdAt, i18n.language)}`}
    >
      <div className="recado-thread-message-line">
        <div className="recado-thread-message-bubble" data-type={message.type}>
          {replyTo !== null && <Quote messageId={replyTo} />}
          <MessageContent content={message} instanceId={conversation.instanceId} />
          <span className="recado-thread-message-meta">
            <time dateTime={createdAt}>{timeOf(createdAt, i18n.language)}</time>
            {failure === undefined ? (
              <IconClock size={16} aria-label={t('thread.status.sending')} />
            ) : (
              <IconAlertCircle size={16} className="recado-thread-ticks" data-status="failed" aria-hidden />
            )}
          </span>
        </div>
      </div>
      {failure !== undefined && <Unsent draft={draft} failure={failure} />}
    </article>
  );
}

function Unsent({ draft, failure }: { draft: Draft; failure: CallFailed }): ReactNode {
  const { t } = useTranslation();
  const { conversation } = useThreadContext();
  const goesOutLater = failure.code === 'offline' && draft.retry !== undefined;
  return (
    <div className="recado-thread-trouble" data-status="failed" role="alert">
      <IconAlertCircle size={16} aria-hidden />
      <span>
        <strong>{t('thread.status.draft')}.</strong>{' '}
        {goesOutLater ? t('thread.status.later') : (failure.detail ?? t(`problems.${failure.code}.hint`))}
      </span>
      <Group gap={6}>
        {draft.retry !== undefined && (
          <Button size="compact-xs" variant="default" onClick={draft.retry}>
            {t('thread.status.again')}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => threadCache.discard(conversation.id, draft.id)}
        >
          {t('thread.status.discard')}
        </Button>
      </Group>
    </div>
  );
}
