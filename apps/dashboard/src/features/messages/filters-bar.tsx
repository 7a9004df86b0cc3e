import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilterOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageKeys } from '../../lib/page-keys.ts';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { NumberSelect } from '../../ui/number-select.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import {
  directions,
  isNarrowed,
  messageFilters,
  messageTypes,
  periods,
  statuses,
  type MessageFilters,
} from './message-filters.ts';
import { localTime } from './local-time.ts';

const route = getRouteApi('/shell/messages');
const CUSTOM = 'custom';
const PAUSE_MS = 400;

/** Changes the filters in the address; an empty value takes one out. */
function useFilters() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (changed: { [Name in keyof MessageFilters]?: string | undefined }): void =>
    void navigate({
      to: '/messages',
      search: (before) => messageFilters({ ...before, ...changed }),
      replace: true,
    });
  return { filters, choose };
}

/** Everything that narrows the history. */
export function FiltersBar(): ReactNode {
  const { t } = useTranslation();
  const { filters, choose } = useFilters();
  const search = useRef<HTMLInputElement>(null);
  usePageKeys(
    t('messages.title'),
    useMemo(() => [{ keys: '/', title: t('words.search'), run: () => search.current?.focus() }], [t]),
  );
  return (
    <div
      className="recado-message-filters"
      role="search"
      aria-label={t('messages.filters.label')}
      {...(filters.text !== undefined && { 'data-searching': '' })}
    >
      <div className="recado-message-filters-search">
        <SearchField
          // What the address is emptied of from outside leaves the field too.
          key={filters.text === undefined ? 'empty' : 'filled'}
          label={t('messages.filters.text')}
          value={filters.text ?? ''}
          inputRef={search}
          onSearch={(text) => choose({ text })}
        />
      </div>
      <FindSelect />
      <ContactField key={filters.contact ?? ''} />
      <NumberSelect value={filters.instanceId} onChange={(instanceId) => choose({ instanceId })} />
      <Choice name="direction" values={directions} textOf={(value) => t(`messages.direction.${value}`)} />
      <Choice name="status" values={statuses} textOf={(value) => t(`words.messageStatus.${value}`)} />
      <Choice name="type" values={messageTypes} textOf={(value) => t(`words.messageType.${value}`)} />
      <PeriodSelect />
      {isNarrowed(filters) && (
        <Button
          variant="subtle"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() => choose(nothing)}
        >
          {t('messages.filters.clear')}
        </Button>
      )}
    </div>
  );
}

const nothing = {
  instanceId: undefined,
  contact: undefined,
  direction: undefined,
  status: undefined,
  type: undefined,
  text: undefined,
  find: undefined,
  period: undefined,
  from: undefined,
  to: undefined,
};

interface ChoiceProps<Value extends string> {
  name: 'direction' | 'status' | 'type';
  values: readonly Value[];
  textOf: (value: Value) => string;
}

function Choice<Value extends string>({ name, values, textOf }: ChoiceProps<Value>): ReactNode {
  const { t } = useTranslation();
  const { filters, choose } = useFilters();
  return (
    <ChoiceFilter
      name={t(`messages.filters.${name}`)}
      value={filters[name]}
      choices={values.map((value) => ({ value, label: textOf(value) }))}
      onChange={(value) => choose({ [name]: value })}
    />
  );
}

/** How the text is looked for. The search by words knows neither statuses nor contacts, and says so by standing aside. */
function FindSelect(): ReactNode {
  const { t } = useTranslation();
  const { filters, choose } = useFilters();
  if (filters.text === undefined) return null;
  const isOnlyPart = filters.status !== undefined || filters.contact !== undefined;
  return (
    <NativeSelect
      aria-label={t('messages.filters.find')}
      value={isOnlyPart ? 'part' : (filters.find ?? '')}
      disabled={isOnlyPart}
      title={isOnlyPart ? t('messages.filters.onlyPart') : undefined}
      onChange={({ currentTarget }) => choose({ find: currentTarget.value })}
      data={[
        { value: '', label: t('messages.filters.words') },
        { value: 'part', label: t('messages.filters.part') },
      ]}
    />
  );
}

function ContactField(): ReactNode {
  const { t } = useTranslation();
  const { filters, choose } = useFilters();
  const chooseLater = useDebouncedCallback((contact: string) => choose({ contact }), PAUSE_MS);
  return (
    <TextInput
      className="recado-message-filters-contact"
      aria-label={t('messages.filters.contact')}
      placeholder={t('messages.filters.contact')}
      defaultValue={filters.contact ?? ''}
      autoComplete="off"
      onChange={({ currentTarget }) => {
        // A number that is half typed finds nobody.
        if (currentTarget.value === '' || currentTarget.value.length >= 8) chooseLater(currentTarget.value);
      }}
      onBlur={() => chooseLater.flush()}
    />
  );
}

function PeriodSelect(): ReactNode {
  const { t } = useTranslation();
  const { filters, choose } = useFilters();
  const isCustom = filters.period === undefined && (filters.from ?? filters.to) !== undefined;
  const pick = (value: string): void =>
    choose(
      value === CUSTOM
        ? { period: undefined, from: localTime(new Date(Date.now() - 86_400_000)) }
        : { period: value, from: undefined, to: undefined },
    );
  return (
    <>
      <NativeSelect
        aria-label={t('messages.filters.period')}
        value={isCustom ? CUSTOM : (filters.period ?? '')}
        onChange={({ currentTarget }) => pick(currentTarget.value)}
        data={[
          { value: '', label: `${t('messages.filters.period')}: ${t('words.all')}` },
          ...periods.map((value) => ({ value, label: t(`messages.period.${value}`) })),
          { value: CUSTOM, label: t('messages.period.custom') },
        ]}
      />
      {isCustom &&
        (['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="datetime-local"
            aria-label={t(`words.${end}`)}
            title={t(`words.${end}`)}
            value={filters[end] === undefined ? '' : localTime(new Date(filters[end]))}
            onChange={({ currentTarget }) => choose({ [end]: currentTarget.value })}
          />
        ))}
    </>
  );
}
