import { Group, Stack, Text, TextInput } from '@mantine/core';
import { saidBy, type OptOutSettings } from '@recado/contracts';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot } from '../../../ui/dot.tsx';
import { Panel } from '../../../ui/panel.tsx';

const colors = { opted_out: 'red', opted_in: 'green', nothing: 'gray' } as const;

/** Whether a text would opt out or in, by the words as they stand in the form. */
export function ConsentTester({ settings }: { settings: OptOutSettings }): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('Sair!');
  const said = saidBy(text, settings) ?? 'nothing';
  return (
    <Panel title={t('settings.consent.tester')}>
      <Stack gap="sm">
        <TextInput
          label={t('settings.consent.wouldSay')}
          value={text}
          maw={480}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Group gap={8} role="status" wrap="nowrap">
          <Dot color={colors[said]} />
          <Text size="sm">{t(`settings.consent.said.${said}`)}</Text>
        </Group>
        <Text size="sm" c="dimmed">
          {t('settings.consent.testerHint')}
        </Text>
      </Stack>
    </Panel>
  );
}
