import { ActionIcon, Table, Text } from '@mantine/core';
import { deleteApiKey, type ApiKey } from '@recado/sdk';
import { IconKey, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { useNumbers } from '../../lib/api/numbers.ts';
import { call } from '../../lib/api/problem.ts';
import { useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useTell } from '../../lib/tell.ts';
import { useNow } from '../../lib/use-now.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { apiKeysQuery, peopleKey } from './queries.ts';

/** The keys of systems that use the API. */
export function Keys(): ReactNode {
  const { t } = useTranslation();
  return (
    <EndlessList
      query={useInfiniteQuery(apiKeysQuery)}
      empty={
        <EmptyState
          icon={<IconKey size={28} />}
          title={t('people.keys.empty.title')}
          body={t('people.keys.empty.body')}
        />
      }
    >
      {(keys) => <KeyTable keys={keys} />}
    </EndlessList>
  );
}

function KeyTable({ keys }: { keys: readonly ApiKey[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <ListTable
      columns={[
        t('people.keys.columns.name'),
        t('people.keys.columns.permissions'),
        t('people.keys.columns.numbers'),
        t('people.keys.columns.lastUsed'),
        t('people.keys.columns.expires'),
      ]}
      hasActions
    >
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
    </ListTable>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(30_000);
  const { lastUsedAt, expiresAt } = apiKey;
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= nowMs;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={500} className="recado-break">
          {apiKey.name}
        </Text>
        <Text size="xs" ff="monospace" c="dimmed">{`${apiKey.prefix}…`}</Text>
      </Table.Td>
      <Table.Td data-label={t('people.keys.columns.permissions')}>
        <Text size="xs" ff="monospace" className="recado-break">
          {apiKey.permissions.join(', ')}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('people.keys.columns.numbers')}>
        <NumberNames ids={apiKey.instanceIds} />
      </Table.Td>
      <Table.Td data-label={t('people.keys.columns.lastUsed')}>
        <Text size="sm" c="dimmed">
          {lastUsedAt === null ? t('people.keys.never') : format.ago(lastUsedAt, nowMs)}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('people.keys.columns.expires')}>
        <Text size="sm" c={isExpired ? 'var(--mantine-color-error)' : 'dimmed'}>
          {expiresAt === null
            ? t('people.keys.never')
            : isExpired
              ? t('people.keys.expired')
              : format.moment(expiresAt)}
        </Text>
      </Table.Td>
      <Table.Td className="recado-row-actions">
        <DeleteKey apiKey={apiKey} />
      </Table.Td>
    </Table.Tr>
  );
}

function NumberNames({ ids }: { ids: readonly string[] | null }): ReactNode {
  const { t } = useTranslation();
  const numbers = useNumbers() ?? [];
  const nameOf = (id: string): string => numbers.find((number) => number.id === id)?.name ?? id;
  return (
    <Text size="sm" className="recado-break">
      {ids === null ? t('words.allNumbers') : ids.map(nameOf).join(', ')}
    </Text>
  );
}

function DeleteKey({ apiKey }: { apiKey: ApiKey }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => call(deleteApiKey({ client, path: { id: apiKey.id } })),
    onSuccess: () => {
      setAsking(false);
      tell.done(t('people.keys.deleted'));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: peopleKey }),
  });
  if (!useMay('api_keys:write')) return null;
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('people.keys.delete', { name: apiKey.name })}
        onClick={() => setAsking(true)}
      >
        <IconTrash size={16} />
      </ActionIcon>
      <ConfirmDialog
        title={t('people.keys.deleteTitle')}
        confirm={t('people.keys.deleteConfirm')}
        isOpen={isAsking}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        <Text size="sm" fw={500}>{`${apiKey.name} · ${apiKey.prefix}…`}</Text>
        <Text size="sm">{t('people.keys.deleteBody')}</Text>
      </ConfirmDialog>
    </>
  );
}
