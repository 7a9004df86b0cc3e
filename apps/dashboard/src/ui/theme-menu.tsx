import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The themes, with `auto` for that of the system. */
export const themes = ['light', 'dark', 'auto'] as const;
const icons = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop };

/** Chooses the theme. */
export function ThemeMenu(): ReactNode {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = icons[colorScheme];
  const current = t(`shell.theme.${colorScheme}`);
  return (
    <Menu position="top">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<Icon size={16} aria-hidden />}
          aria-label={`${t('shell.theme.label')}: ${current}`}
        >
          {current}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {themes.map((theme) => (
          <Menu.Item key={theme} onClick={() => setColorScheme(theme)}>
            {t(`shell.theme.${theme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
