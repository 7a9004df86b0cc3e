import { Button, Skeleton, Stack, Text } from '@mantine/core';
import type { Instance, InstanceConnection } from '@recado/sdk';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { useNow } from '../../../lib/use-now.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { DisconnectDialog } from '../disconnect-dialog.tsx';
import { useNumberActions } from '../number-actions.ts';
import { Quality } from '../quality.tsx';
import { Facts, type Fact } from '../../../ui/facts.tsx';
import { useWhatsappTerms } from '../whatsapp-terms.ts';
import { knownReason } from './known-reason.ts';

export interface ConnectionPanelProps {
  number: Instance;
  connection: UseQueryResult<InstanceConnection>;
}

/** How the number stands, since when and why, and what WhatsApp says of it. */
export function ConnectionPanel({ number, connection }: ConnectionPanelProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel title={t('numbers.detail.connection')} actions={<ConnectButton number={number} />}>
      {connection.data !== undefined ? (
        <Connection number={number} connection={connection.data} />
      ) : connection.isPending ? (
        <Skeleton height={60} />
      ) : (
        <ErrorState error={connection.error} onRetry={() => void connection.refetch()} />
      )}
    </Panel>
  );
}

function ConnectButton({ number }: { number: Instance }): ReactNode {
  const { t } = useTranslation();
  const { connect } = useNumberActions(number);
  const [isAsking, setAsking] = useState(false);
  if (!useMay('instances:write')) return null;
  const isOff = number.status === 'disconnected' || number.status === 'failed';
  return (
    <>
      <Button
        size="xs"
        variant={isOff ? 'filled' : 'default'}
        loading={connect.isPending}
        onClick={() => (isOff ? connect.mutate() : setAsking(true))}
      >
        {t(isOff ? 'numbers.actions.connect' : 'numbers.actions.disconnect')}
      </Button>
      {isAsking && <DisconnectDialog number={number} onClose={() => setAsking(false)} />}
    </>
  );
}

const asItIs = (value: string): string => value;

function Connection({ number, connection }: { number: Instance; connection: InstanceConnection }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { report, owner, since } = connection;
  const terms = useWhatsappTerms();
  const ofReport = (name: string, value: string | null | undefined, word = asItIs): Fact | undefined =>
    value === null || value === undefined ? undefined : { name, value: word(value) };
  return (
    <Stack gap="md">
      <Reason connection={connection} />
      <Facts
        facts={[
          {
            name: t('numbers.columns.status'),
            value: (
              <>
                <StatusBadge status={connection.status} isActive={number.isActive} />
                {since !== null && (
                  <Text size="xs" c="dimmed">
                    {t('numbers.detail.since', { moment: format.moment(since) })}
                  </Text>
                )}
              </>
            ),
          },
          {
            name: t('numbers.wizard.phoneNumber'),
            value: `${number.phoneNumber} · ${t(`numbers.channel.${number.channel}`)}`,
          },
          ofReport(t('numbers.detail.displayName'), report?.displayName),
          number.channel === 'cloud'
            ? { name: t('numbers.detail.quality'), value: <Quality quality={report?.quality} /> }
            : { name: t('numbers.detail.worker'), value: owner?.name ?? t('numbers.noWorker') },
          ofReport(t('numbers.detail.messagingLimit'), report?.messagingLimit, terms.limit),
          ofReport(t('numbers.detail.throughput'), report?.throughput, terms.throughput),
          newChats(),
        ]}
      />
    </Stack>
  );

  function newChats(): Fact | undefined {
    const chats = connection.limits?.newChats;
    if (chats?.used === undefined || chats.used === null || chats.total === null) return undefined;
    return {
      name: t('numbers.detail.newChats'),
      value: t('numbers.detail.newChatsOf', { used: chats.used, total: chats.total }),
    };
  }
}

/** Why it stands as it does: in the reader's language where we know the reason, else in WhatsApp's own words. */
function Reason({ connection }: { connection: InstanceConnection }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(1_000);
  const { reason, failure, limits } = connection;
  const known = knownReason(reason?.code);
  const lockedUntil = limits?.newChatsLockedUntil ?? null;
  return (
    <>
      {failure !== null && (
        <Text size="sm" c="var(--mantine-color-error)">
          {failure.reason}
        </Text>
      )}
      {reason !== null && (
        <Text size="sm">
          {known === undefined ? reason.text : t(`numbers.reasons.${known}`)}
          {reason.retryAt !== null &&
            `. ${t('numbers.detail.retryAt', { ago: format.ago(reason.retryAt, nowMs) })}`}
        </Text>
      )}
      {lockedUntil !== null && Date.parse(lockedUntil) > nowMs && (
        <Text size="sm" c="var(--mantine-color-error)">
          {t('numbers.detail.lockedUntil', { moment: format.moment(lockedUntil) })}
        </Text>
      )}
    </>
  );
}
