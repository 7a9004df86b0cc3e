import {
  ActionIcon,
  Indicator,
  NativeSelect,
  Popover,
  SegmentedControl,
  Stack,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconEdit, IconFilter } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAgents, useMyAgents } from '../../../lib/api/agents.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { usePageKeys } from '../../../lib/page-keys.ts';
import { oneOf } from '../../../lib/search-params.ts';
import { NumberSelect } from '../../../ui/number-select.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { inboxFilters, inboxOrders, inboxStatuses, type InboxFilters } from '../inbox-filters.ts';
import { NewConversationDialog } from './new-conversation-dialog.tsx';
import { NewsButton } from './news-button.tsx';

const route = getRouteApi('/shell/inbox');

/** What a filter becomes; undefined takes it away. */
type Change = { [Name in keyof InboxFilters]?: InboxFilters[Name] | undefined };

function useFilters(): [InboxFilters, (change: Change) => void] {
  const filters = inboxFilters({ ...route.useSearch() });
  const navigate = route.useNavigate();
  return [
    filters,
    (change) => void navigate({ to: '.', search: inboxFilters({ ...filters, ...change }), replace: true }),
  ];
}

/** The title of the inbox, and what narrows its list. */
export function ListHead(): ReactNode {
  const { t } = useTranslation();
  const [filters, choose] = useFilters();
  const searchRef = useRef<HTMLInputElement>(null);
  const [isStarting, setIsStarting] = useState(false);
  const mayWrite = useMay('conversations:write');
  usePageKeys(
    t('inbox.title'),
    useMemo(
      () => [
        { keys: '/', title: t('inbox.keys.search'), run: () => searchRef.current?.focus() },
        ...(mayWrite ? [{ keys: 'c c', title: t('inbox.new.title'), run: () => setIsStarting(true) }] : []),
      ],
      [mayWrite, t],
    ),
  );
  return (
    <div className="recado-inbox-head">
      <div className="recado-inbox-title">
        {/* The heading is the page's, which stays while the list is away on a narrow screen. */}
        <span className="recado-inbox-name" aria-hidden>
          {t('inbox.title')}
        </span>
        <NewsButton />
        {mayWrite && (
          <Tooltip label={t('inbox.new.title')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('inbox.new.title')}
              onClick={() => setIsStarting(true)}
            >
              <IconEdit size={18} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <SearchField
        label={t('inbox.filters.text')}
        value={filters.text ?? ''}
        onSearch={(text) => choose({ text: text === '' ? undefined : text })}
        inputRef={searchRef}
      />
      {filters.text === undefined && (
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('inbox.filters.status')}
          value={filters.status ?? 'open'}
          onChange={(status) =>
            choose({ status: oneOf(status, ['waiting', 'pending', 'closed']), order: undefined })
          }
          data={inboxStatuses.map((value) => ({ value, label: t(`inbox.status.${value}`) }))}
        />
      )}
      <div className="recado-inbox-filters">
        <AssigneeSelect value={filters.assignee} onChange={(assignee) => choose({ assignee })} />
        <MoreFilters filters={filters} choose={choose} />
      </div>
      {isStarting && <NewConversationDialog onClose={() => setIsStarting(false)} />}
    </div>
  );
}

function AssigneeSelect({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}): ReactNode {
  const { t } = useTranslation();
  const agents = useAgents() ?? [];
  const isAgent = useMyAgents().length > 0;
  return (
    <NativeSelect
      size="xs"
      variant="unstyled"
      className="recado-inbox-assignee"
      aria-label={t('inbox.filters.assignee')}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
      data={[
        { value: '', label: t('inbox.assignee.all') },
        ...(isAgent || value === 'mine' ? [{ value: 'mine', label: t('inbox.assignee.mine') }] : []),
        { value: 'unassigned', label: t('inbox.assignee.unassigned') },
        ...agents.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

interface MoreFiltersProps {
  filters: InboxFilters;
  choose: (change: Change) => void;
}

function MoreFilters({ filters, choose }: MoreFiltersProps): ReactNode {
  const { t } = useTranslation();
  const count = [filters.label, filters.instanceId, filters.order].filter((set) => set !== undefined).length;
  return (
    <Popover position="bottom-end" width={280} trapFocus returnFocus withinPortal>
      <Indicator disabled={count === 0} size={8} offset={5} color="recado">
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            aria-label={count === 0 ? t('inbox.filters.more') : t('inbox.filters.moreSet', { count })}
          >
            <IconFilter size={16} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('inbox.filters.more')}>
        <Stack gap="sm">
          <NumberSelect
            label={t('words.number')}
            value={filters.instanceId}
            onChange={(instanceId) => choose({ instanceId })}
          />
          <LabelField
            key={filters.label ?? ''}
            value={filters.label}
            onChange={(label) => choose({ label })}
          />
          {filters.status === 'waiting' && (
            <NativeSelect
              label={t('inbox.filters.order')}
              value={filters.order ?? 'newest'}
              onChange={({ currentTarget }) =>
                choose({ order: oneOf(currentTarget.value, ['longest_waiting']) })
              }
              data={inboxOrders.map((value) => ({ value, label: t(`inbox.order.${value}`) }))}
            />
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function LabelField({
  value = '',
  onChange,
}: {
  value: string | undefined;
  onChange: (label: string | undefined) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const done = (): void => onChange(text.trim() === '' ? undefined : text.trim());
  return (
    <TextInput
      label={t('inbox.filters.label')}
      placeholder={t('inbox.filters.labelHint')}
      value={text}
      maxLength={50}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}
