import { TextInput } from '@mantine/core';
import { eventTypes } from '@recado/contracts/event-types';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isUuid, type Search } from '../../../lib/search-params.ts';
import { ChoiceFilter } from '../../../ui/choice-filter.tsx';
import { MomentField } from '../../../ui/moment-field.tsx';
import { deliveryStates, webhookSearch } from './delivery-filters.ts';

const route = getRouteApi('/shell/webhooks/$webhookId');

/** What the log is narrowed to; all of it stands in the address. */
export function LogFilters(): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (changed: Search): void =>
    void navigate({
      search: webhookSearch({ ...search, ...changed }),
      replace: true,
      resetScroll: false,
    });
  return (
    <div className="recado-filters" role="search" aria-label={t('webhooks.log.title')}>
      <ChoiceFilter
        name={t('webhooks.log.filters.state')}
        value={search.state}
        choices={deliveryStates.map((value) => ({ value, label: t(`webhooks.log.state.${value}`) }))}
        isLabelled
        onChange={(state) => choose({ state })}
      />
      <ChoiceFilter
        name={t('webhooks.log.filters.eventType')}
        value={search.eventType}
        choices={eventTypes}
        isLabelled
        onChange={(eventType) => choose({ eventType })}
      />
      <EventIdField value={search.eventId} onChange={(eventId) => choose({ eventId })} />
      <MomentField
        label={t('webhooks.log.filters.from')}
        value={search.from}
        onChange={(from) => choose({ from })}
      />
      <MomentField label={t('webhooks.log.filters.to')} value={search.to} onChange={(to) => choose({ to })} />
    </div>
  );
}

interface EventIdFieldProps {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** Searches as soon as what was pasted is an id. */
function EventIdField({ value, onChange }: EventIdFieldProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState(value ?? '');
  const type = (typed: string): void => {
    setText(typed);
    if (typed.trim() === '') onChange(undefined);
    else if (isUuid(typed.trim())) onChange(typed.trim());
  };
  return (
    <TextInput
      label={t('webhooks.log.filters.eventId')}
      placeholder="webhook-id"
      value={text}
      autoComplete="off"
      spellCheck={false}
      error={text.length > 35 && !isUuid(text.trim()) && t('webhooks.log.filters.eventIdBad')}
      onChange={({ currentTarget }) => type(currentTarget.value)}
    />
  );
}
