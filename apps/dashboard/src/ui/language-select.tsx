import { NativeSelect } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../lib/i18n/i18n.ts';
import { isLanguage, languages } from '../lib/i18n/languages.ts';

/** Chooses the language, each under its own name. */
export function LanguageSelect(): ReactNode {
  const { t, i18n } = useTranslation();
  const choose = (name: string): void => {
    if (isLanguage(name)) void chooseLanguage(name);
  };
  return (
    <NativeSelect
      size="xs"
      variant="unstyled"
      aria-label={t('shell.language')}
      leftSection={<IconLanguage size={16} aria-hidden />}
      value={i18n.language}
      data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}
