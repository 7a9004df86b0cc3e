import { Button, Loader, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DayLine, UnreadLine } from './day-line.tsx';
import { DraftItem } from './message/draft-item.tsx';
import { MessageItem } from './message/message-item.tsx';
import { saidBy } from './message/message-policy.ts';
import { useThreadContext } from './thread-context.ts';
import type { ThreadRow } from './thread-rows.ts';
import type { ThreadWindow } from './thread-window.ts';
import type { ThreadScroll } from './use-scroll.ts';
import type { MorePages, ThreadState } from './use-thread.ts';

export interface ThreadListProps {
  rows: readonly ThreadRow[];
  thread: ThreadState;
  window: ThreadWindow;
  scroll: ThreadScroll;
}

/** The rows of a thread that are in sight. */
export function ThreadList({ rows, thread, window, scroll }: ThreadListProps): ReactNode {
  const { t } = useTranslation();
  const { virtualizer, scroller, target } = scroll;
  return (
    <>
      <div
        ref={scroller}
        className="recado-thread"
        role="region"
        aria-label={t('thread.title')}
        tabIndex={0}
        onKeyDown={moveFocus}
      >
        <div className="recado-thread-rows" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className="recado-thread-row"
              data-target={key === target}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row row={rows[index]} />
            </div>
          ))}
        </div>
      </div>
      <More more={thread.older} />
      <ToEnd window={window} scroll={scroll} />
      <News window={window} />
    </>
  );
}

function Row({ row }: { row: ThreadRow | undefined }): ReactNode {
  switch (row?.kind) {
    case 'day':
      return <DayLine at={row.at} />;
    case 'unread':
      return <UnreadLine />;
    case 'message':
      return <MessageItem row={row} />;
    case 'draft':
      return <DraftItem draft={row.draft} />;
    case undefined:
      return null;
  }
}

/** Up and down go from message to message. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const { currentTarget, target, key } = event;
  const isUp = key === 'ArrowUp';
  if (!isUp && key !== 'ArrowDown') return;
  const articles = [...currentTarget.querySelectorAll<HTMLElement>('article')];
  const at = articles.findIndex((article) => article === target);
  if (at < 0 && target !== currentTarget) return;
  event.preventDefault();
  const next = at < 0 ? articles.at(-1) : articles[at + (isUp ? -1 : 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

/** Says that older messages are being read, or offers to try again. */
function More({ more }: { more: MorePages }): ReactNode {
  const { t } = useTranslation();
  if (more.error !== undefined)
    return (
      <div className="recado-thread-older">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={more.read}
        >
          {t('words.retry')}
        </Button>
      </div>
    );
  return (
    more.isReading && (
      <div className="recado-thread-older">
        <Loader size={18} aria-label={t('thread.older')} />
      </div>
    )
  );
}

/** How many came that were not in sight. */
function useUnseen({ messages, hasNewer, beyond }: ThreadWindow, isAtEnd: boolean): number {
  const last = messages.at(-1)?.id;
  const [seen, setSeen] = useState(last);
  useEffect(() => {
    if (isAtEnd) setSeen(last);
  }, [isAtEnd, last]);
  const from = messages.findLastIndex(({ id }) => id === seen);
  const within = hasNewer ? [] : messages.slice(from + 1);
  return within.filter(({ direction }) => direction === 'inbound').length + beyond.length;
}

function ToEnd({ window, scroll }: { window: ThreadWindow; scroll: ThreadScroll }): ReactNode {
  const { t } = useTranslation();
  const { isAtEnd, goToEnd } = scroll;
  const count = useUnseen(window, isAtEnd);
  if (isAtEnd) return null;
  const label = count === 0 ? t('thread.toEnd') : t('thread.newMessages', { count });
  return (
    <UnstyledButton className="recado-thread-to-end" aria-label={label} onClick={goToEnd}>
      {count > 0 && <span>{label}</span>}
      <IconArrowDown size={18} aria-hidden />
    </UnstyledButton>
  );
}

/** Tells a screen reader what a customer has just written. */
function News({ window: { messages, hasNewer } }: { window: ThreadWindow }): ReactNode {
  const { t } = useTranslation();
  const { who } = useThreadContext();
  const last = messages.at(-1);
  const [first] = useState(last?.id);
  const isNew = last !== undefined && last.id !== first && last.direction === 'inbound' && !hasNewer;
  return (
    <VisuallyHidden aria-live="polite">
      {isNew &&
        t('thread.arrived', {
          who: who(last),
          what: saidBy(last) ?? t(`words.messageType.${last.message.type}`),
        })}
    </VisuallyHidden>
  );
}
