import { Button, Stack, Text } from '@mantine/core';
import { requestPairingCode } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useNow } from '../../../lib/use-now.ts';
import { ErrorState } from '../../../ui/error-state.tsx';

/** A code that is typed on the phone, for who cannot scan. */
export function PairingCode({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(500);
  const ask = useMutation({ mutationFn: () => call(requestPairingCode({ client, path: { id }, body: {} })) });
  const seconds =
    ask.data === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(ask.data.expiresAt) - nowMs) / 1_000));
  return (
    <Stack className="recado-code" align="center" justify="center" gap="sm">
      {ask.data !== undefined && (
        <div role="status">
          <Text ff="monospace" fz={32} fw={600} ta="center" td={seconds === 0 ? 'line-through' : undefined}>
            {ask.data.code}
          </Text>
          <Text size="xs" c="dimmed" ta="center">
            {seconds === 0 ? t('numbers.link.codeExpired') : t('numbers.link.codeExpires', { seconds })}
          </Text>
        </div>
      )}
      {ask.isError && <ErrorState error={ask.error} />}
      {seconds === 0 && (
        <Button loading={ask.isPending} onClick={() => ask.mutate()}>
          {t('numbers.link.getCode')}
        </Button>
      )}
    </Stack>
  );
}
