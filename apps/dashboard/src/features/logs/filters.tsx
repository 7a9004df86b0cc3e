import { CloseButton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import type { Search } from '../../lib/search-params.ts';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { MomentField } from '../../ui/moment-field.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { logFilters } from './log-filters.ts';
import { knownActions, resourceTypes } from './log-words.ts';
import { useLogWords, usePeople } from './names.ts';

const route = getRouteApi('/shell/logs');

/** A chosen value that the list does not know, such as one that came with an address, is offered too. */
const withChosen = (values: readonly string[], chosen: string | undefined): readonly string[] =>
  chosen === undefined || values.includes(chosen) ? values : [...values, chosen];

/** What the log is narrowed to; all of it stands in the address. */
export function Filters(): ReactNode {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const words = useLogWords();
  const choose = (changed: Search): void =>
    void navigate({ search: logFilters({ ...filters, ...changed }), replace: true });
  return (
    <search className="recado-logs-filters" aria-label={t('logs.filters.label')}>
      <SearchField
        key={filters.text === undefined ? 'empty' : 'given'}
        label={t('logs.filters.text')}
        value={filters.text ?? ''}
        onSearch={(text) => choose({ text })}
      />
      <div className="recado-filters">
        <ChoiceFilter
          name={t('logs.filters.resource')}
          value={filters.resourceType}
          choices={withChosen(resourceTypes, filters.resourceType).map((value) => ({
            value,
            label: words.resource(value),
          }))}
          isLabelled
          onChange={(resourceType) => choose({ resourceType })}
        />
        <ChoiceFilter
          name={t('logs.filters.action')}
          value={filters.action}
          choices={withChosen(knownActions, filters.action).map((value) => ({
            value,
            label: words.action(value),
          }))}
          all={t('logs.filters.everyAction')}
          isLabelled
          onChange={(action) => choose({ action })}
        />
        <PersonSelect userId={filters.userId} onChange={(userId) => choose({ userId })} />
        <MomentField
          label={t('logs.filters.from')}
          value={filters.from}
          onChange={(from) => choose({ from })}
        />
        <MomentField label={t('logs.filters.to')} value={filters.to} onChange={(to) => choose({ to })} />
      </div>
      {filters.resourceId !== undefined && (
        <div className="recado-one-resource">
          {t('logs.filters.oneResource', {
            resource: words.resource(filters.resourceType ?? ''),
            id: filters.resourceId,
          })}
          <CloseButton
            size="sm"
            aria-label={t('logs.filters.clearResource')}
            onClick={() => choose({ resourceId: undefined })}
          />
        </div>
      )}
    </search>
  );
}

interface PersonSelectProps {
  userId: string | undefined;
  onChange: (id: string | undefined) => void;
}

function PersonSelect({ userId, onChange }: PersonSelectProps): ReactNode {
  const { t } = useTranslation();
  const people = usePeople();
  if (!useMay('users:read')) return null;
  const isKnown = userId === undefined || people.some(({ id }) => id === userId);
  return (
    <ChoiceFilter
      name={t('logs.filters.person')}
      value={userId}
      choices={[
        ...people.map(({ id, email }) => ({ value: id, label: email })),
        ...(isKnown ? [] : [{ value: userId, label: userId }]),
      ]}
      isLabelled
      onChange={onChange}
    />
  );
}
