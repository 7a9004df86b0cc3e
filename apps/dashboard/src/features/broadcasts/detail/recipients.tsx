import { Group, Table, Text } from '@mantine/core';
import type { BroadcastRecipient, BroadcastWithProgress } from '@recado/sdk';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { usePollMs } from '../../../lib/live/live.ts';
import { useMessageReason } from '../../../lib/use-message-reason.ts';
import { ChoiceFilter } from '../../../ui/choice-filter.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { ExportButton } from '../../../ui/export-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { TextLink } from '../../../ui/router-link.tsx';
import { recipientFilters, results } from '../broadcast-filters.ts';
import { isOver } from '../progress-policy.ts';
import { recipientsQuery } from '../queries.ts';

const route = getRouteApi('/shell/broadcasts/$broadcastId');
const LOOK_EVERY_MS = 4_000;

/** Everybody whom the broadcast is for, with what became of their message. */
export function Recipients({ broadcast }: { broadcast: BroadcastWithProgress }): ReactNode {
  const { t } = useTranslation();
  const pollMs = usePollMs();
  const list = useInfiniteQuery({
    ...recipientsQuery(broadcast.id, route.useSearch()),
    placeholderData: keepPreviousData,
    refetchInterval: isOver(broadcast.state) ? pollMs : LOOK_EVERY_MS,
  });
  return (
    <Panel title={t('broadcasts.recipientsTitle')} actions={<ListActions id={broadcast.id} />}>
      <EndlessList
        query={list}
        empty={
          <Text size="sm" c="dimmed">
            {t(
              broadcast.labels !== null && broadcast.startedAt === null
                ? 'broadcasts.laterLookedUp'
                : 'broadcasts.noRecipient',
            )}
          </Text>
        }
      >
        {(recipients) => <RecipientTable recipients={recipients} />}
      </EndlessList>
    </Panel>
  );
}

function ListActions({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const { result } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Group gap="xs">
      <ChoiceFilter
        name={t('broadcasts.filters.result')}
        value={result}
        choices={results.map((value) => ({ value, label: t(`broadcasts.result.${value}`) }))}
        onChange={(chosen) =>
          void navigate({ search: recipientFilters({ result: chosen }), replace: true, resetScroll: false })
        }
      />
      <ExportButton formats={[{ label: t('words.export'), path: `/broadcasts/${id}/recipients/export` }]} />
    </Group>
  );
}

function RecipientTable({ recipients }: { recipients: readonly BroadcastRecipient[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonOf = useMessageReason();
  return (
    <Table className="recado-cards" verticalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('broadcasts.columns.recipient')}</Table.Th>
          <Table.Th>{t('broadcasts.columns.result')}</Table.Th>
          <Table.Th>{t('broadcasts.columns.changed')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {recipients.map((recipient, place) => (
          <Table.Tr key={`${recipient.phoneNumber} ${String(place)}`}>
            <Table.Td>
              <WhoWith recipient={recipient} />
            </Table.Td>
            <Table.Td data-label={t('broadcasts.columns.result')}>
              <span className={`recado-result-name recado-part-${recipient.result}`}>
                {t(`broadcasts.result.${recipient.result}`)}
              </span>
              {recipient.reason !== null && (
                <Text size="xs" c="dimmed" className="recado-break">
                  {reasonOf(recipient.reason)}
                </Text>
              )}
            </Table.Td>
            <Table.Td data-label={t('broadcasts.columns.changed')}>
              <Text size="sm" c="dimmed" className="recado-nowrap">
                {format.instant(recipient.updatedAt)}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Leads to the message, once there is one. */
function WhoWith({ recipient }: { recipient: BroadcastRecipient }): ReactNode {
  const { t } = useTranslation();
  const { phoneNumber, contactName, messageId } = recipient;
  const name = phoneNumber === '' ? t('broadcasts.erased') : (contactName ?? phoneNumber);
  return (
    <>
      {messageId === null ? (
        <Text size="sm" fw={550}>
          {name}
        </Text>
      ) : (
        <TextLink to="/messages/$messageId" params={{ messageId }} search={{}} size="sm" fw={550}>
          {name}
        </TextLink>
      )}
      {name !== phoneNumber && phoneNumber !== '' && (
        <Text size="xs" c="dimmed">
          {phoneNumber}
        </Text>
      )}
    </>
  );
}
