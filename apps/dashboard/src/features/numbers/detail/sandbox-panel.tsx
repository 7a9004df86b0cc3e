import { Button, Group, Text } from '@mantine/core';
import type { Instance } from '@recado/sdk';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/panel.tsx';
import { PhonesDrawer } from '../../../ui/sandbox-phone/phones-drawer.tsx';

/** Of a number of the sandbox: whom it writes to, and their phones. */
export function SandboxPanel({ number }: { number: Instance }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel title={t('numbers.sandbox.title')}>
      <Group justify="space-between" gap="md">
        <Text size="sm" c="dimmed" flex="1 1 260px">
          {t('numbers.sandbox.body')}
        </Text>
        <Button
          variant="default"
          leftSection={<IconDeviceMobile size={16} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t('sandbox.open')}
        </Button>
      </Group>
      {isOpen && <PhonesDrawer number={number} onClose={() => setOpen(false)} />}
    </Panel>
  );
}
