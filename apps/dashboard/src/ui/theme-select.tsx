import { NativeSelect, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { themes } from '../lib/theme.ts';

const icons = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop };

/** Chooses the theme. */
export function ThemeSelect(): ReactNode {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = icons[colorScheme];
  const choose = (name: string): void => setColorScheme(themes.find((theme) => theme === name) ?? 'auto');
  return (
    <NativeSelect
      size="xs"
      variant="unstyled"
      aria-label={t('shell.theme.label')}
      leftSection={<Icon size={16} aria-hidden />}
      value={colorScheme}
      data={themes.map((value) => ({ value, label: t(`shell.theme.${value}`) }))}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}
