import { Radio, Stack, Text, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../lib/i18n/i18n.ts';
import { isLanguage, languages } from '../../lib/i18n/languages.ts';
import { themes } from '../../lib/theme.ts';
import { Panel } from '../../ui/panel.tsx';

/** Language and theme, in this browser. */
export function AppearanceSection(): ReactNode {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Panel title={t('settings.names.appearance')}>
      <Stack gap="lg">
        <Radio.Group
          label={t('shell.theme.label')}
          value={colorScheme}
          onChange={(name) => setColorScheme(themes.find((theme) => theme === name) ?? 'auto')}
        >
          <Stack gap="xs" mt="xs">
            {themes.map((theme) => (
              <Radio key={theme} value={theme} label={t(`shell.theme.${theme}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t('shell.language')}
          value={i18n.language}
          onChange={(name) => isLanguage(name) && void chooseLanguage(name)}
        >
          <Stack gap="xs" mt="xs">
            {Object.entries(languages).map(([language, title]) => (
              <Radio key={language} value={language} label={title} lang={language} />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          {t('settings.appearance.hint')}
        </Text>
      </Stack>
    </Panel>
  );
}
