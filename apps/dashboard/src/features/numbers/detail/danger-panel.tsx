import { Button, Group, Text } from '@mantine/core';
import type { Instance } from '@recado/sdk';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/panel.tsx';
import { DeleteDialog } from '../delete-dialog.tsx';

/** The end of a number. */
export function DangerPanel({ number }: { number: Instance }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  return (
    <Panel title={t('numbers.detail.danger')}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('numbers.detail.dangerBody')}
        </Text>
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
          {t('numbers.delete.submit')}
        </Button>
      </Group>
      {isAsking && (
        <DeleteDialog
          number={number}
          onClose={() => setAsking(false)}
          onDeleted={() => void navigate({ to: '/numbers' })}
        />
      )}
    </Panel>
  );
}
