import { Button, Group, Stack, Text } from '@mantine/core';
import { scanInSandbox, type Instance, type InstanceConnection } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { numbersKey } from '../queries.ts';
import { LinkSteps } from './link-steps.tsx';
import { PairingCode } from './pairing-code.tsx';
import { QrCode } from './qr-code.tsx';

export interface LinkPanelProps {
  number: Instance;
  connection: InstanceConnection | undefined;
}

const waiting = new Set(['waiting_for_scan', 'waiting_for_pairing_code', 'opening']);

const waitsForPhone = (connection: InstanceConnection | undefined): boolean =>
  connection?.status === 'connecting' && waiting.has(connection.reason?.code ?? '');

/** While a number waits to be linked: its QR code or a code to type, and what to do on the phone. */
export function LinkPanel({ number, connection }: LinkPanelProps): ReactNode {
  const { t } = useTranslation();
  const [isTyped, setTyped] = useState(false);
  const mayLink = useMay('instances:write');
  if (!waitsForPhone(connection)) return null;
  if (!mayLink)
    return (
      <Panel title={t('numbers.link.title')}>
        <Text size="sm">{t('numbers.link.forbidden')}</Text>
      </Panel>
    );
  return (
    <Panel title={t('numbers.link.title')}>
      <div className="recado-link">
        {isTyped ? <PairingCode id={number.id} /> : <QrCode id={number.id} />}
        <Stack gap="md" align="flex-start">
          <LinkSteps isTyped={isTyped} />
          <Group gap="xs">
            <Button variant="default" size="xs" onClick={() => setTyped(!isTyped)}>
              {t(isTyped ? 'numbers.link.byQr' : 'numbers.link.byCode')}
            </Button>
          </Group>
          {number.isSandbox && !isTyped && <SandboxScan id={number.id} />}
        </Stack>
      </div>
    </Panel>
  );
}

function SandboxScan({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const scan = useMutation({
    mutationFn: () => call(scanInSandbox({ client, body: { instanceId: id } })),
    onSettled: () => queries.invalidateQueries({ queryKey: numbersKey }),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button loading={scan.isPending} onClick={() => scan.mutate()}>
        {t('numbers.link.sandbox')}
      </Button>
      <Text size="xs" c="dimmed">
        {t('numbers.link.sandboxHint')}
      </Text>
      {scan.isError && <ErrorState error={scan.error} />}
    </Stack>
  );
}
