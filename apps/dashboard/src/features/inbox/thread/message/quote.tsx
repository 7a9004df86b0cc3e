import { UnstyledButton } from '@mantine/core';
import type { Message } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../../lib/api/profile.ts';
import { useThreadContext } from '../thread-context.ts';
import { messageQuery } from './message-actions-queries.ts';
import { saidBy } from './message-policy.ts';

/** The beginning of the message that one answers; it leads there. */
export function Quote({ messageId }: { messageId: string }): ReactNode {
  const { t } = useTranslation();
  const { find, who, goTo } = useThreadContext();
  const near = find(messageId);
  const mayRead = useMay('messages:read');
  const { data: far } = useQuery({
    ...messageQuery(messageId),
    enabled: mayRead && near === undefined,
    staleTime: Infinity,
  });
  const quoted: Message | undefined = near ?? far;
  return (
    <UnstyledButton className="recado-thread-quote" title={t('thread.goTo')} onClick={() => goTo(messageId)}>
      {quoted === undefined ? (
        <span className="recado-thread-quote-text">{t('thread.earlier')}</span>
      ) : (
        <>
          <span className="recado-thread-quote-who">{who(quoted)}</span>
          <span className="recado-thread-quote-text">
            {saidBy(quoted) ?? t(`words.messageType.${quoted.message.type}`)}
          </span>
        </>
      )}
    </UnstyledButton>
  );
}
