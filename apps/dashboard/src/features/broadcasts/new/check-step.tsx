import { Alert, Button, Group, List, Skeleton, Stack, Table, Text } from '@mantine/core';
import { createBroadcast, previewBroadcast, type BroadcastPreview, type CreateBroadcast } from '@recado/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { call } from '../../../lib/api/problem.ts';
import { useFormat } from '../../../lib/format.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { MessageSample } from '../message-sample.tsx';
import { secondsFor } from '../progress-policy.ts';
import { broadcastsKey } from '../queries.ts';
import { requestOf, usualRates, type BroadcastDraft } from './draft-policy.ts';

export interface CheckStepProps {
  draft: BroadcastDraft;
  onBack: () => void;
}

/** Shows what it would do, and begins it once that was confirmed. */
export function CheckStep({ draft, onBack }: CheckStepProps): ReactNode {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  // One for this visit of the step: a list of 5 MB is no good key, and a second try must not make a second broadcast.
  const [visit] = useState(() => crypto.randomUUID());
  const request = requestOf(draft);
  const { data, error, refetch } = useQuery({
    queryKey: [...broadcastsKey, 'preview', visit],
    queryFn: ({ signal }) => call(previewBroadcast({ client, signal, body: needed(request) })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Stack gap="lg">
      {data === undefined ? (
        error === null ? (
          <Skeleton height={240} role="status" aria-label={t('words.loading')} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Preview preview={data} draft={draft} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onBack}>
          {t('words.back')}
        </Button>
        <Button disabled={data === undefined || data.total === 0} onClick={() => setAsks(true)}>
          {t(draft.when === 'now' ? 'broadcasts.start' : 'broadcasts.schedule')}
        </Button>
      </Group>
      {data !== undefined && (
        <Confirm
          draft={draft}
          total={data.total}
          idempotencyKey={visit}
          isOpen={asks}
          onClose={() => setAsks(false)}
        />
      )}
    </Stack>
  );
}

function needed(request: CreateBroadcast | undefined): CreateBroadcast {
  if (request === undefined) throw new Error('A broadcast that lacks something was asked for');
  return request;
}

function Preview({ preview, draft }: { preview: BroadcastPreview; draft: BroadcastDraft }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const channel = useNumbers()?.find(({ id }) => id === draft.instanceId)?.channel ?? 'cloud';
  const rate = draft.ratePerMinute ?? usualRates[channel];
  const { total, dropped, messages, hints } = preview;
  return (
    <>
      <Panel title={t('broadcasts.check.who')}>
        <Group gap="xl" align="flex-start">
          <Figure name={t('broadcasts.check.total')} value={format.number(total)} />
          <Figure name={t('broadcasts.check.duration')} value={format.duration(secondsFor(total, rate))} />
          <Figure name={t('broadcasts.check.invalid')} value={format.number(dropped.invalidNumbers)} />
          <Figure name={t('broadcasts.check.duplicates')} value={format.number(dropped.duplicates)} />
        </Group>
        {dropped.lines.length > 0 && <Dropped lines={dropped.lines} />}
        <Text size="sm" c="dimmed" mt="md">
          {t('broadcasts.check.skips')}
        </Text>
      </Panel>
      {hints.length > 0 && draft.kind === 'text' && (
        <Alert color="yellow" variant="outline" className="recado-alert">
          <Text size="sm">{t('broadcasts.windowNote')}</Text>
        </Alert>
      )}
      {messages.length > 0 && (
        <Panel title={t('broadcasts.check.samples')}>
          <Stack gap="md">
            {messages.map(({ phoneNumber, message, reason }) => (
              <div key={phoneNumber}>
                <Text size="xs" c="dimmed" mb={4}>
                  {phoneNumber}
                </Text>
                {message !== null && (
                  <MessageSample message={message} instanceId={draft.instanceId ?? null} />
                )}
                {reason !== null && (
                  <Text size="sm" c="var(--mantine-color-error)">
                    {reason.detail ?? reason.code}
                  </Text>
                )}
              </div>
            ))}
          </Stack>
        </Panel>
      )}
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <p className="recado-count">{value}</p>
    </div>
  );
}

function Dropped({ lines }: { lines: BroadcastPreview['dropped']['lines'] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table mt="md" verticalSpacing={4} aria-label={t('broadcasts.check.dropped')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('broadcasts.check.line')}</Table.Th>
          <Table.Th>{t('broadcasts.columns.recipient')}</Table.Th>
          <Table.Th>{t('broadcasts.check.why')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(({ line, phoneNumber, reason }) => (
          <Table.Tr key={line}>
            <Table.Td>{format.number(line)}</Table.Td>
            <Table.Td className="recado-break">{phoneNumber}</Table.Td>
            <Table.Td>{t(`broadcasts.check.${reason}`)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface ConfirmProps {
  draft: BroadcastDraft;
  total: number;
  idempotencyKey: string;
  isOpen: boolean;
  onClose: () => void;
}

function Confirm({ draft, total, idempotencyKey, isOpen, onClose }: ConfirmProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const channel = useNumbers()?.find(({ id }) => id === draft.instanceId)?.channel ?? 'cloud';
  const create = useMutation({
    mutationFn: () =>
      call(
        createBroadcast({
          client,
          headers: { 'Idempotency-Key': idempotencyKey },
          body: needed(requestOf(draft)),
        }),
      ),
    onSuccess: async ({ id: broadcastId }) => {
      void queries.invalidateQueries({ queryKey: broadcastsKey });
      await navigate({ to: '/broadcasts/$broadcastId', params: { broadcastId }, search: {} });
    },
  });
  const isNow = draft.when === 'now';
  return (
    <ConfirmDialog
      title={t('broadcasts.confirm.title', { count: total, number: format.number(total) })}
      confirm={t(isNow ? 'broadcasts.start' : 'broadcasts.schedule')}
      isOpen={isOpen}
      isBusy={create.isPending}
      error={create.error}
      onConfirm={() => create.mutate()}
      onClose={onClose}
    >
      <List size="sm" spacing={4}>
        <List.Item>
          {isNow
            ? t('broadcasts.confirm.now')
            : t('broadcasts.confirm.later', { at: format.moment(draft.sendAt) })}
        </List.Item>
        <List.Item>{t(`broadcasts.confirm.${channel}`)}</List.Item>
        <List.Item>{t('broadcasts.confirm.final')}</List.Item>
      </List>
    </ConfirmDialog>
  );
}
