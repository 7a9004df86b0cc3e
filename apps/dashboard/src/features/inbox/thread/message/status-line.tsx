import { Popover, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import type { Message, MessageWithHistory } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../../lib/api/profile.ts';
import { useMessageReason } from '../../../../lib/use-message-reason.ts';
import { timeOf } from '../../../../lib/format.ts';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { messageQuery } from './message-actions-queries.ts';
import { saidBy } from './message-policy.ts';
import { Ticks } from './ticks.tsx';

const OPEN_MS = 250;

/** Time and ticks of a message; what it went through shows on hovering, on focus and on a tap. */
export function StatusLine({ message }: { message: Message }): ReactNode {
  const { t, i18n } = useTranslation();
  const mayRead = useMay('messages:read');
  const { isOpen, handlers, close } = useGlance();
  const time = timeOf(message.createdAt, i18n.language);
  const isOurs = message.direction === 'outbound';
  // A deletion is a change as well, and says so by itself.
  const isEdited = message.editedAt !== null && message.message.type !== 'deleted';
  const line = (
    <>
      {isEdited && <span>{t('thread.edited')}</span>}
      <time dateTime={message.createdAt}>{time}</time>
      {isOurs && <Ticks status={message.status} />}
    </>
  );
  const hasStory = mayRead && (isOurs || message.editedAt !== null);
  if (!hasStory) return <span className="recado-thread-message-meta">{line}</span>;
  return (
    <Popover opened={isOpen} onDismiss={close} position="top" withArrow shadow="md" width={280}>
      <Popover.Target>
        <UnstyledButton
          className="recado-thread-message-meta"
          aria-label={`${time}, ${t(`words.messageStatus.${message.status}`)}`}
          tabIndex={-1}
          {...handlers}
        >
          {line}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>{isOpen && <Story id={message.id} updatedAt={message.updatedAt} />}</Popover.Dropdown>
    </Popover>
  );
}

/** Opens while one looks at it, and stays when it was pressed. */
function useGlance() {
  const [isOpen, setIsOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const later = (open: boolean): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsOpen(open), OPEN_MS);
  };
  const close = (): void => {
    clearTimeout(timer.current);
    setIsOpen(false);
  };
  const handlers = {
    onMouseEnter: () => later(true),
    onMouseLeave: () => later(false),
    onBlur: close,
    onClick: () => {
      clearTimeout(timer.current);
      setIsOpen(true);
    },
  };
  return { isOpen, handlers, close };
}

function Story({ id, updatedAt }: { id: string; updatedAt: string }): ReactNode {
  const { data, error, refetch } = useQuery({
    ...messageQuery(id),
    queryKey: [...messageQuery(id).queryKey, updatedAt],
  });
  if (data !== undefined) return <Told message={data} />;
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap={8} aria-busy>
      <Skeleton h={12} />
      <Skeleton h={12} w="70%" />
    </Stack>
  );
}

function Told({ message }: { message: MessageWithHistory }): ReactNode {
  const { t, i18n } = useTranslation();
  const reason = useMessageReason();
  const moment = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'medium' });
  return (
    <Stack gap={10}>
      <Text size="sm" fw={600}>
        {t('thread.status.history')}
      </Text>
      <ol className="recado-thread-story">
        {message.statuses.map(({ status, at, error }, place) => (
          <li key={place}>
            <span>{t(`words.messageStatus.${status}`, { defaultValue: status })}</span>
            <time dateTime={at}>{moment.format(new Date(at))}</time>
            {error !== null && <p>{reason(error)}</p>}
          </li>
        ))}
      </ol>
      {message.former.map((former, place) => (
        <div key={place}>
          <Text size="xs" c="dimmed">
            {t('thread.before', { at: moment.format(new Date(former.until)) })}
          </Text>
          <Text size="sm" className="recado-break">
            {saidBy(former) ?? t(`words.messageType.${former.message.type}`)}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
