import './overview.css';
import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../lib/parts/load-part.ts';
import { useMay } from '../../lib/api/profile.ts';
import { useLiveInvalidation } from '../../lib/live/live.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { DeliveryFunnel } from './delivery-funnel.tsx';
import { Failures } from './failures.tsx';
import { Figures } from './figures.tsx';
import { Invitation } from './invitation.tsx';
import { NumberStates } from './number-states.tsx';
import { overviewSearch, periods, usualPeriod, type Period } from './overview-period.ts';
import { numberEvents, numberKeys, overviewEvents, overviewKeys } from './queries.ts';
import { WebhookSuccess } from './webhook-success.tsx';

const route = getRouteApi('/shell/');
// The chart is no part of the first load; its place is kept.
const Traffic = lazyPart(() => import('./traffic.tsx'), 'Traffic');

/** What happens now and happened lately, what waits, what went wrong; each figure leads to its cause. */
export function OverviewPage(): ReactNode {
  const { t } = useTranslation();
  const period = route.useSearch().period ?? usualPeriod;
  useLiveInvalidation(overviewEvents, overviewKeys, 3_000);
  useLiveInvalidation(numberEvents, numberKeys, 1_000);
  return (
    <>
      <PageHeader title={t('overview.title')} actions={<PeriodChoice period={period} />} />
      <PermissionGate permission="statistics:read">
        <Invitation />
        <div className="recado-overview">
          <Figures period={period} />
          <Suspense fallback={<div className="recado-overview-traffic recado-traffic-place" aria-busy />}>
            <Traffic key={period} period={period} />
          </Suspense>
          <DeliveryFunnel period={period} />
          {useMay('instances:read') && <NumberStates />}
          {useMay('webhooks:read') && <WebhookSuccess />}
          {useMay('messages:read') && <Failures period={period} />}
        </div>
      </PermissionGate>
    </>
  );
}

function PeriodChoice({ period }: { period: Period }): ReactNode {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  return (
    <SegmentedControl
      aria-label={t('overview.period.label')}
      size="xs"
      value={period}
      onChange={(value) => void navigate({ search: overviewSearch({ period: value }), replace: true })}
      data={periods.map((value) => ({ value, label: t(`overview.period.${value}`) }))}
    />
  );
}
