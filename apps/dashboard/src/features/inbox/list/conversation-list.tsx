import { useVirtualizer } from '@tanstack/react-virtual';
import type { InstanceChannel } from '@recado/sdk';
import { Loader } from '@mantine/core';
import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { usePageKeys } from '../../../lib/page-keys.ts';
import { useNow } from '../../../lib/use-now.ts';
import type { InboxSearch } from '../inbox-filters.ts';
import { ConversationRow } from './conversation-row.tsx';
import { FoundRow } from './found-row.tsx';
import { rowHeight, type ListRow } from './list-rows.ts';
import { useRowFocus } from './use-row-focus.ts';

/** Rows drawn beyond what is seen. */
const OVERSCAN = 6;
const MINUTE_MS = 60_000;

export interface ConversationListProps {
  rows: readonly ListRow[];
  openId: string | undefined;
  search: InboxSearch;
  hasMore: boolean;
  isReadingMore: boolean;
  readMore: () => void;
}

/** The rows of the inbox, however many there are. */
export function ConversationList(props: ConversationListProps): ReactNode {
  const { t } = useTranslation();
  const { rows, openId, hasMore, isReadingMore, readMore } = props;
  const listRef = useRef<HTMLDivElement>(null);
  const nowMs = useNow(MINUTE_MS);
  const channels = useChannels();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: (index) => rowHeight(rows[index], nowMs),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN,
  });
  const items = virtualizer.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && !isReadingMore && lastSeen >= rows.length - OVERSCAN) readMore();
  }, [hasMore, isReadingMore, lastSeen, readMore, rows.length]);
  const { move } = useRowFocus({
    listRef,
    count: rows.length,
    openIndex: rows.findIndex(({ kind, key }) => kind === 'conversation' && key === openId),
    canFocus: (index) => rows[index]?.kind !== 'heading',
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  });
  useListKeys(move);
  return (
    <div
      ref={listRef}
      className="recado-rows"
      role="list"
      aria-label={t('inbox.list.label')}
      onKeyDown={(event) => moveByArrow(event, move)}
    >
      <div style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, key, start, size }) => (
          <div
            key={key}
            role="listitem"
            data-index={index}
            className="recado-row-place"
            style={{ height: size, transform: `translateY(${String(start)}px)` }}
          >
            <Row row={rows[index]} search={props.search} channels={channels} nowMs={nowMs} />
          </div>
        ))}
      </div>
      {isReadingMore && <Loader size="sm" className="recado-rows-more" aria-label={t('words.loading')} />}
    </div>
  );
}

interface RowProps {
  row: ListRow | undefined;
  search: InboxSearch;
  channels: ReadonlyMap<string, InstanceChannel>;
  nowMs: number;
}

function Row({ row, search, channels, nowMs }: RowProps): ReactNode {
  const { t } = useTranslation();
  if (row === undefined) return null;
  if (row.kind === 'heading')
    return <h2 className="recado-rows-heading">{t(`inbox.list.heading.${row.key}`)}</h2>;
  if (row.kind === 'found') return <FoundRow message={row.message} search={search} nowMs={nowMs} />;
  const { conversation } = row;
  return (
    <ConversationRow
      conversation={conversation}
      channel={channels.get(conversation.instanceId)}
      search={search}
      nowMs={nowMs}
    />
  );
}

function useChannels(): ReadonlyMap<string, InstanceChannel> {
  const numbers = useNumbers();
  return useMemo(() => new Map(numbers?.map(({ id, channel }) => [id, channel])), [numbers]);
}

function moveByArrow(event: KeyboardEvent, move: (step: 1 | -1) => void): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  move(event.key === 'ArrowDown' ? 1 : -1);
}

function useListKeys(move: (step: 1 | -1) => void): void {
  const { t } = useTranslation();
  const latest = useRef(move);
  useEffect(() => {
    latest.current = move;
  });
  usePageKeys(
    t('inbox.title'),
    useMemo(
      () => [
        { keys: 'j', title: t('inbox.keys.next'), run: () => latest.current(1) },
        { keys: 'k', title: t('inbox.keys.previous'), run: () => latest.current(-1) },
        { keys: 'Enter', title: t('inbox.keys.open') },
      ],
      [t],
    ),
  );
}
