import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useProfile } from '../../lib/api/profile.ts';
import { chooseLanguage } from '../../lib/i18n/i18n.ts';
import { isLanguage, languages } from '../../lib/i18n/languages.ts';
import { themes } from '../../lib/theme.ts';
import { visiblePages } from './navigation.ts';

/** Something that can be done from anywhere. */
export interface Command {
  id: string;
  title: string;
  /** Keys one after the other, such as `g n`. */
  keys?: string;
  run: () => void;
}

/** What the person may do from anywhere, in their language. */
export function useCommands(showKeys: () => void): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const held = useProfile()?.permissions;
  return useMemo(
    () => [
      ...visiblePages(held ?? []).map(({ name, to, keys }) => ({
        id: name,
        title: t('shell.commands.go', { page: t(`shell.navigation.${name}`) }),
        keys,
        run: () => void navigate({ to }),
      })),
      ...(held?.includes('instances:write') === true
        ? [
            {
              id: 'new-number',
              title: t('shell.commands.newNumber'),
              keys: 'c n',
              run: () => void navigate({ to: '/numbers/new' }),
            },
          ]
        : []),
      ...(held?.includes('messages:send') === true
        ? [{ id: 'guide', title: t('shell.commands.guide'), run: () => void navigate({ to: '/guide' }) }]
        : []),
      { id: 'keys', title: t('shell.commands.keys'), keys: '?', run: showKeys },
      ...themes.map((theme) => ({
        id: `theme-${theme}`,
        title: t('shell.commands.theme', { theme: t(`shell.theme.${theme}`) }),
        run: () => setColorScheme(theme),
      })),
      ...Object.entries(languages).map(([name, language]) => ({
        id: `language-${name}`,
        title: t('shell.commands.language', { language }),
        run: () => {
          if (isLanguage(name)) void chooseLanguage(name);
        },
      })),
    ],
    [held, navigate, setColorScheme, showKeys, t],
  );
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The commands whose title has every word that was typed, accents or not. */
export function matchingCommands(commands: readonly Command[], typed: string): Command[] {
  const words = plain(typed).split(/\s+/);
  return commands.filter(({ title }) => words.every((word) => plain(title).includes(word)));
}
