import { Group } from '@mantine/core';
import { IconDeviceMobile, IconFilterOff, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { useLiveInvalidation, usePollMs } from '../../lib/live/live.ts';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { LinkButton } from '../../ui/router-link.tsx';
import { channels, numberFilters, statuses } from './number-filters.ts';
import { NumberTable } from './number-table.tsx';
import { numberEvents, numberKeys, numberListQuery } from './queries.ts';

const route = getRouteApi('/shell/numbers');

/** Every number of the tenant, as it stands at the moment. */
export function NumbersPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('numbers.title')} actions={<NewNumberButton />} />
      <PermissionGate permission="instances:read">
        <Filters />
        <NumberList />
      </PermissionGate>
    </>
  );
}

function NewNumberButton(): ReactNode {
  const { t } = useTranslation();
  if (!useMay('instances:write')) return null;
  return (
    <LinkButton to="/numbers/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('numbers.new')}
    </LinkButton>
  );
}

function Filters(): ReactNode {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (changed: Record<string, string | undefined>): void =>
    void navigate({ search: numberFilters({ ...filters, ...changed }), replace: true });
  return (
    <Group gap="sm" mb="md" className="recado-list-filters">
      <ChoiceFilter
        name={t('numbers.filters.status')}
        value={filters.status}
        choices={statuses.map((value) => ({ value, label: t(`words.numberStatus.${value}`) }))}
        onChange={(status) => choose({ status })}
      />
      <ChoiceFilter
        name={t('numbers.filters.channel')}
        value={filters.channel}
        choices={channels.map((value) => ({ value, label: t(`numbers.channel.${value}`) }))}
        onChange={(channel) => choose({ channel })}
      />
    </Group>
  );
}

function NumberList(): ReactNode {
  useLiveInvalidation(numberEvents, numberKeys, 500);
  const list = useInfiniteQuery({
    ...numberListQuery(route.useSearch()),
    placeholderData: keepPreviousData,
    refetchInterval: usePollMs(),
  });
  return (
    <EndlessList query={list} empty={<NoNumbers />}>
      {(numbers) => <NumberTable numbers={numbers} />}
    </EndlessList>
  );
}

function NoNumbers(): ReactNode {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const mayCreate = useMay('instances:write');
  if (Object.keys(filters).length > 0)
    return (
      <EmptyState
        icon={<IconFilterOff size={28} />}
        title={t('numbers.emptyFilter.title')}
        body={t('numbers.emptyFilter.body')}
        action={
          <LinkButton to="/numbers" search={{}} variant="default">
            {t('numbers.emptyFilter.clear')}
          </LinkButton>
        }
      />
    );
  return (
    <EmptyState
      icon={<IconDeviceMobile size={28} />}
      title={t('numbers.empty.title')}
      body={mayCreate ? t('numbers.empty.body') : t('numbers.empty.viewer')}
      action={<NewNumberButton />}
    />
  );
}
