import { Menu, useMantineColorScheme, type MenuItemProps } from '@mantine/core';
import { IconCheck, IconLogout, IconLogout2, IconUserCircle } from '@tabler/icons-react';
import type { Profile } from '@recado/sdk';
import { createLink } from '@tanstack/react-router';
import { Suspense, useState, type ComponentPropsWithRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../lib/parts/load-part.ts';
import { chooseLanguage } from '../../lib/i18n/i18n.ts';
import { isLanguage, languages } from '../../lib/i18n/languages.ts';
import { themes } from '../../lib/theme.ts';
import { AccountButton } from './account-button.tsx';
import { endSession } from './end-session.ts';
import { PresenceItems } from './presence-items.tsx';

const mark = (isChosen: boolean): ReactNode => (isChosen ? <IconCheck size={14} aria-hidden /> : undefined);

const MenuLink = createLink(
  (props: MenuItemProps & Omit<ComponentPropsWithRef<'a'>, keyof MenuItemProps>): ReactNode => (
    <Menu.Item component="a" {...props} />
  ),
);

const SignOutEverywhereDialog = lazyPart(
  () => import('./sign-out-everywhere-dialog.tsx'),
  'SignOutEverywhereDialog',
);

/** Presence, theme, language, the way to one's own account, and the ways out. */
export function AccountMenu({ profile }: { profile: Profile }): ReactNode {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Menu position="top-start" width={240} defaultOpened>
        <Menu.Target>
          <AccountButton profile={profile} />
        </Menu.Target>
        <Menu.Dropdown>
          {profile.type === 'user' && <PresenceItems userId={profile.id} />}
          <Menu.Label>{t('shell.theme.label')}</Menu.Label>
          {themes.map((theme) => (
            <Menu.Item
              key={theme}
              rightSection={mark(theme === colorScheme)}
              onClick={() => setColorScheme(theme)}
            >
              {t(`shell.theme.${theme}`)}
            </Menu.Item>
          ))}
          <Menu.Label>{t('shell.language')}</Menu.Label>
          {Object.entries(languages).map(([language, title]) => (
            <Menu.Item
              key={language}
              lang={language}
              rightSection={mark(language === i18n.language)}
              onClick={() => isLanguage(language) && void chooseLanguage(language)}
            >
              {title}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {profile.type === 'user' && (
            <MenuLink
              to="/people"
              search={{ tab: 'me' }}
              leftSection={<IconUserCircle size={16} aria-hidden />}
            >
              {t('shell.ownAccount')}
            </MenuLink>
          )}
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => void endSession(false)}
          >
            {t('shell.signOut')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout2 size={16} aria-hidden />} onClick={() => setAsking(true)}>
            {t('shell.signOutEverywhere')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>{isAsking && <SignOutEverywhereDialog onClose={() => setAsking(false)} />}</Suspense>
    </>
  );
}
