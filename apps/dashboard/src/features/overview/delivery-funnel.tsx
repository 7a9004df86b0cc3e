import { Skeleton, Text } from '@mantine/core';
import type { Delivery } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { Dot } from '../../ui/dot.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CauseLink, messagesWith } from './cause-link.tsx';
import type { Period } from './overview-period.ts';
import { deliveryQuery } from './queries.ts';
import { useOverviewQuery } from './use-overview-query.ts';

const stages = ['accepted', 'sent', 'delivered', 'read'] as const;
const asides = [
  { name: 'failed', status: 'failed', color: 'red' },
  { name: 'inDoubt', status: 'in_doubt', color: 'yellow' },
  { name: 'waiting', status: 'pending', color: 'gray' },
] as const;

/** How far the messages got that were accepted in a time. */
export function DeliveryFunnel({ period }: { period: Period }): ReactNode {
  const { t } = useTranslation();
  const delivery = useOverviewQuery(deliveryQuery(period));
  return (
    <div className="recado-overview-delivery">
      <Panel title={t('overview.delivery.title')}>
        {delivery.data !== undefined ? (
          <Funnel delivery={delivery.data} />
        ) : delivery.isError ? (
          <ErrorState error={delivery.error} onRetry={() => void delivery.refetch()} />
        ) : (
          <Skeleton height={252} role="status" aria-label={t('words.loading')} />
        )}
      </Panel>
    </div>
  );
}

function Funnel({ delivery: { funnel, isCapped } }: { delivery: Delivery }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const maySee = useMay('messages:read');
  return (
    <>
      <dl className="recado-funnel">
        {stages.map((stage) => {
          const share = funnel.accepted === 0 ? 0 : funnel[stage] / funnel.accepted;
          return (
            <div key={stage} className="recado-funnel-stage">
              <dt>
                <CauseLink
                  cause={maySee ? messagesWith(stage === 'accepted' ? {} : { status: stage }) : undefined}
                  className="recado-funnel-name"
                >
                  {t(`overview.delivery.${stage}`)}
                </CauseLink>
              </dt>
              <dd>
                <b>{format.number(funnel[stage])}</b>
                <span className="recado-funnel-share">
                  {stage === 'accepted' || funnel.accepted === 0 ? '' : format.percent(share)}
                </span>
              </dd>
              <span className="recado-funnel-bar" aria-hidden>
                <span style={{ width: `${(share * 100).toFixed(1)}%` }} />
              </span>
            </div>
          );
        })}
      </dl>
      <dl className="recado-asides">
        {asides.map(({ name, status, color }) => (
          <div key={name} className="recado-aside">
            <dt>
              <Dot color={funnel[name] === 0 ? 'gray' : color} />
              <CauseLink cause={maySee ? messagesWith({ status }) : undefined} className="recado-funnel-name">
                {t(`overview.delivery.${name}`)}
              </CauseLink>
            </dt>
            <dd>{format.number(funnel[name])}</dd>
          </div>
        ))}
      </dl>
      {isCapped && (
        <Text size="xs" c="dimmed" mt="sm">
          {t('overview.delivery.capped', { shown: format.number(funnel.accepted) })}
        </Text>
      )}
    </>
  );
}
