import { Skeleton, Text } from '@mantine/core';
import type { WebhookSuccess as Success } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { shortUrl } from '../../lib/short-url.ts';
import { Dot } from '../../ui/dot.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/router-link.tsx';
import { CauseLink } from './cause-link.tsx';
import { webhooksQuery } from './queries.ts';
import { useOverviewQuery } from './use-overview-query.ts';

/** How many deliveries to webhooks succeed, and which endpoints fail. */
export function WebhookSuccess(): ReactNode {
  const { t } = useTranslation();
  const webhooks = useOverviewQuery(webhooksQuery);
  return (
    <div className="recado-overview-part">
      <Panel
        title={t('overview.webhooks.title')}
        actions={
          <TextLink to="/webhooks" size="sm">
            {t('overview.webhooks.all')}
          </TextLink>
        }
      >
        {webhooks.data !== undefined ? (
          <Rate success={webhooks.data} />
        ) : webhooks.isError ? (
          <ErrorState error={webhooks.error} onRetry={() => void webhooks.refetch()} />
        ) : (
          <Skeleton height={144} role="status" aria-label={t('words.loading')} />
        )}
      </Panel>
    </div>
  );
}

function Rate({ success }: { success: Success }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { successRate, attempts, failures, failing, endpoints } = success;
  if (endpoints === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('overview.webhooks.none')}
      </Text>
    );
  return (
    <>
      <div className="recado-figure-value">{successRate === null ? '–' : format.percent(successRate)}</div>
      <Text size="xs" c="dimmed">
        {attempts === 0
          ? t('overview.webhooks.quiet')
          : t('overview.webhooks.attempts', {
              failures: format.number(failures),
              attempts: format.number(attempts),
            })}
      </Text>
      <ul className="recado-plain-list">
        {failing.map(({ id, url, isActive, ...counts }) => (
          <li key={id}>
            <CauseLink cause={{ to: `/webhooks/${id}` }} className="recado-state-row">
              <Dot color={isActive ? 'red' : 'gray'} />
              <span className="recado-truncate" title={url}>
                {shortUrl(url)}
              </span>
              <span className="recado-nowrap">
                {t('overview.webhooks.failed', {
                  failures: format.number(counts.failures),
                  attempts: format.number(counts.attempts),
                })}
              </span>
            </CauseLink>
          </li>
        ))}
      </ul>
    </>
  );
}
