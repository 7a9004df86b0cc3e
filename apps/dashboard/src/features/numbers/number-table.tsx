import { Skeleton, Table, Text } from '@mantine/core';
import type { Instance } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useLiveInvalidation } from '../../lib/live/live.ts';
import { ListTable } from '../../ui/list-table.tsx';
import { TextLink } from '../../ui/router-link.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { NumberMenu } from './number-menu.tsx';
import { Quality } from './quality.tsx';
import { trafficEvents, trafficKeys, trafficTodayQuery } from './queries.ts';
import { useWhatsappTerms } from './whatsapp-terms.ts';

/** A table on a wide screen, a card for each number on a narrow one. */
export function NumberTable({ numbers }: { numbers: readonly Instance[] }): ReactNode {
  const { t } = useTranslation();
  useLiveInvalidation(trafficEvents, trafficKeys, 5_000);
  return (
    <ListTable
      columns={[
        t('numbers.columns.name'),
        t('numbers.columns.status'),
        t('numbers.columns.quality'),
        t('numbers.columns.throughput'),
        t('numbers.columns.today'),
        t('numbers.columns.worker'),
      ]}
      hasActions
    >
      {numbers.map((number) => (
        <NumberRow key={number.id} number={number} />
      ))}
    </ListTable>
  );
}

function NumberRow({ number }: { number: Instance }): ReactNode {
  const { t } = useTranslation();
  return (
    <Table.Tr>
      <Table.Td>
        <TextLink to="/numbers/$instanceId" params={{ instanceId: number.id }} fw={550} size="sm">
          {number.name}
        </TextLink>
        <Text size="xs" c="dimmed">
          {number.phoneNumber} · {t(`numbers.channel.${number.channel}`)}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('numbers.columns.status')}>
        <StatusBadge status={number.status} isActive={number.isActive} />
      </Table.Td>
      <Table.Td data-label={t('numbers.columns.quality')}>
        {number.channel === 'cloud' ? <Quality quality={number.report?.quality} /> : <Text size="sm">–</Text>}
      </Table.Td>
      <Table.Td data-label={t('numbers.columns.throughput')}>
        <Throughput number={number} />
      </Table.Td>
      <Table.Td data-label={t('numbers.columns.today')}>
        <Today id={number.id} />
      </Table.Td>
      <Table.Td data-label={t('numbers.columns.worker')}>
        <Text size="sm" c="dimmed" className="recado-break">
          {number.channel === 'cloud' ? '–' : (number.owner?.name ?? t('numbers.noWorker'))}
        </Text>
      </Table.Td>
      <Table.Td className="recado-row-actions">
        <NumberMenu number={number} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Its own limit, or how fast WhatsApp lets it send, or the pace that keeps a linked phone from being banned. */
function Throughput({ number }: { number: Instance }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const terms = useWhatsappTerms();
  const { messagesPerSecond, pacing } = number.settings;
  const level = number.report?.throughput ?? null;
  const paced = number.channel === 'web' && pacing === 'human' ? t('numbers.paced') : '–';
  const ofChannel = level === null ? paced : terms.throughput(level);
  return (
    <Text size="sm">
      {messagesPerSecond === null
        ? ofChannel
        : t('numbers.perSecond', { rate: format.number(messagesPerSecond) })}
    </Text>
  );
}

function Today({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, isLoading } = useQuery({ ...trafficTodayQuery(), enabled: useMay('statistics:read') });
  const today = data?.get(id);
  if (isLoading) return <Skeleton height={14} width={96} />;
  if (data === undefined) return <Text size="sm">–</Text>;
  return (
    <Text size="sm">
      {t('numbers.inOut', {
        inbound: format.number(today?.inbound ?? 0),
        outbound: format.number(today?.outbound ?? 0),
      })}
    </Text>
  );
}
