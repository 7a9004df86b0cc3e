import { SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { useLiveInvalidation } from '../../lib/live/live.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { Failures } from './failures.tsx';
import { NumberStates } from './number-states.tsx';
import { overviewEvents, overviewKeys } from './queries.ts';
import { Totals } from './totals.tsx';
import { Traffic } from './traffic.tsx';

const route = getRouteApi('/shell/');
const periods = ['1', '7', '30'] as const;
const USUAL_DAYS = 7;

/** What happened lately, what waits, what went wrong. */
export function OverviewPage(): ReactNode {
  const { t } = useTranslation();
  const days = route.useSearch().days ?? USUAL_DAYS;
  useLiveInvalidation(overviewEvents, overviewKeys, 3_000);
  return (
    <>
      <PageHeader title={t('overview.title')} actions={<Period days={days} />} />
      <PermissionGate permission="statistics:read">
        <Stack gap="lg">
          <Totals days={days} />
          <Traffic days={days} />
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            {useMay('instances:read') && <NumberStates />}
            {useMay('messages:read') && <Failures days={days} />}
          </SimpleGrid>
        </Stack>
      </PermissionGate>
    </>
  );
}

function Period({ days }: { days: number }): ReactNode {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  return (
    <SegmentedControl
      aria-label={t('overview.period.label')}
      size="xs"
      value={String(days)}
      onChange={(value) =>
        void navigate({ search: Number(value) === USUAL_DAYS ? {} : { days: Number(value) }, replace: true })
      }
      data={periods.map((value) => ({ value, label: t(`overview.period.${value}`) }))}
    />
  );
}
