import { Button, Stack, Text } from '@mantine/core';
import { connectInstance, scanInSandbox, type Instance } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call, failureOf } from '../../lib/api/problem.ts';
import { useMay } from '../../lib/api/profile.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { LinkButton } from '../../ui/router-link.tsx';
import { guideKeys } from './queries.ts';

interface ConnectStepProps {
  number: Instance | undefined;
  isDone: boolean;
}

/** A number to write with: the simulated one is linked here, a real one on its own page. */
export function ConnectStep({ number, isDone }: ConnectStepProps): ReactNode {
  const { t } = useTranslation();
  const mayConnect = useMay('instances:write');
  if (isDone) return t('guide.connect.connected', { name: number?.name });
  if (!mayConnect) return t('guide.connect.forbidden');
  if (number?.isSandbox === true && number.channel === 'web') return <LinkSimulated id={number.id} />;
  return (
    <Stack gap="sm" align="flex-start">
      {t('guide.connect.real')}
      {number === undefined ? (
        <LinkButton to="/numbers/new">{t('guide.connect.choose')}</LinkButton>
      ) : (
        <LinkButton to="/numbers/$instanceId" params={{ instanceId: number.id }}>
          {t('guide.connect.goOn', { name: number.name })}
        </LinkButton>
      )}
    </Stack>
  );
}

/** The code is there a moment after the number begins to connect: so often it is asked for again. */
const MOST_SCANS = 20;
const SCAN_AGAIN_MS = 500;

function LinkSimulated({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const onSettled = (): void => {
    for (const queryKey of guideKeys) void queries.invalidateQueries({ queryKey });
  };
  const scan = useMutation({
    mutationFn: () => call(scanInSandbox({ client, body: { instanceId: id } })),
    retry: (count, error) => count < MOST_SCANS && failureOf(error).code === 'qr_not_available',
    retryDelay: SCAN_AGAIN_MS,
    onSettled,
  });
  const connect = useMutation({
    mutationFn: () => call(connectInstance({ client, path: { id } })),
    onSuccess: () => scan.mutate(),
  });
  const isBusy = connect.isPending || scan.isPending;
  const error = connect.error ?? scan.error;
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">{t(isBusy ? 'guide.connect.linking' : 'guide.connect.simulated')}</Text>
      <Button loading={isBusy} onClick={() => connect.mutate()}>
        {t('guide.connect.link')}
      </Button>
      {error !== null && <ErrorState error={error} />}
    </Stack>
  );
}
