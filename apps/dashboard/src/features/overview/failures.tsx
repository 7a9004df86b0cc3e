import { Group, Skeleton, Text } from '@mantine/core';
import type { MessageWithContact } from '@recado/sdk';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../lib/api/numbers.ts';
import { useFormat } from '../../lib/format.ts';
import { useMessageReason } from '../../lib/use-message-reason.ts';
import { useNow } from '../../lib/use-now.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CauseLink, messagesWith } from './cause-link.tsx';
import type { Period } from './overview-period.ts';
import { failuresQuery } from './queries.ts';
import { useOverviewQuery } from './use-overview-query.ts';

/** The newest messages that failed, why, and on which number. */
export function Failures({ period }: { period: Period }): ReactNode {
  const { t } = useTranslation();
  const failures = useOverviewQuery(failuresQuery(period));
  return (
    <div className="recado-overview-failures">
      <Panel
        title={t('overview.failures.title')}
        actions={
          <CauseLink cause={messagesWith({ status: 'failed' })} className="recado-text-link">
            {t('overview.failures.all')}
          </CauseLink>
        }
      >
        {failures.data !== undefined ? (
          <FailureList messages={failures.data} />
        ) : failures.isError ? (
          <ErrorState error={failures.error} onRetry={() => void failures.refetch()} />
        ) : (
          <Skeleton height={144} role="status" aria-label={t('words.loading')} />
        )}
      </Panel>
    </div>
  );
}

function FailureList({ messages }: { messages: readonly MessageWithContact[] }): ReactNode {
  const { t } = useTranslation();
  if (messages.length === 0)
    return (
      <Group gap="xs">
        <IconCircleCheck size={18} color="#1f9d63" aria-hidden />
        <Text size="sm" c="dimmed">
          {t('overview.failures.none')}
        </Text>
      </Group>
    );
  return (
    <ul className="recado-plain-list">
      {messages.map((message) => (
        <li key={message.id}>
          <Failure message={message} />
        </li>
      ))}
    </ul>
  );
}

function Failure({ message }: { message: MessageWithContact }): ReactNode {
  const format = useFormat();
  const nowMs = useNow(30_000);
  const number = useNumbers()?.find(({ id }) => id === message.instanceId);
  const reasonOf = useMessageReason();
  const reason = message.error === null ? undefined : reasonOf(message.error);
  return (
    <CauseLink cause={{ to: `/messages/${message.id}` }} className="recado-failure">
      <span className="recado-failure-head">
        <b title={message.recipient}>{message.contact.name ?? message.recipient}</b>
        <span className="recado-truncate">{number?.name}</span>
        <span className="recado-nowrap">{format.ago(message.updatedAt, nowMs)}</span>
      </span>
      <span className="recado-failure-reason" title={reason}>
        {reason}
      </span>
    </CauseLink>
  );
}
