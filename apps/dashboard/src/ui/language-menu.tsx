import { Button, Menu } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../lib/i18n/i18n.ts';
import { isLanguage, languages } from '../lib/i18n/languages.ts';

/** Chooses the language, each under its own name. */
export function LanguageMenu(): ReactNode {
  const { t, i18n } = useTranslation();
  const current = isLanguage(i18n.language) ? languages[i18n.language] : i18n.language;
  return (
    <Menu position="top">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<IconLanguage size={16} aria-hidden />}
          aria-label={`${t('shell.language')}: ${current}`}
        >
          {current}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(languages).map(([name, title]) => (
          <Menu.Item key={name} lang={name} onClick={() => isLanguage(name) && void chooseLanguage(name)}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
