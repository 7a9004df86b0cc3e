import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconLogout, IconLogout2 } from '@tabler/icons-react';
import { signOut, type Profile } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api/problem.ts';
import { chooseLanguage } from '../../lib/i18n/i18n.ts';
import { isLanguage, languages } from '../../lib/i18n/languages.ts';
import { publicClient, session } from '../../lib/session/browser-session.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { themes } from '../../ui/theme-menu.tsx';

const mark = (isChosen: boolean): ReactNode => (isChosen ? <IconCheck size={14} aria-hidden /> : undefined);

/** Ends the session at the server. The token that is here may have expired, which does not keep anyone in. */
async function endSession(everywhere: boolean): Promise<void> {
  const state = session.state();
  if (state.status === 'anonymous') return;
  const { refreshToken } = state.session;
  const ended = call(signOut({ client: publicClient, body: { refreshToken, everywhere } }));
  // To leave this device no answer is needed; to leave all others it is.
  if (everywhere) await ended;
  else void ended.catch(() => undefined);
  session.end();
}

/** Language, theme, and the ways out. */
export function AccountMenu({ profile }: { profile: Profile }): ReactNode {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isAsking, setAsking] = useState(false);
  const leave = useMutation({ mutationFn: endSession });
  const name = profile.type === 'user' ? profile.email : profile.name;
  return (
    <>
      <Menu position="top-start" width={240}>
        <Menu.Target>
          <UnstyledButton className="recado-account" aria-label={t('shell.account', { email: name })}>
            <Avatar size={28} color="recado" variant="filled" alt="">
              {name.slice(0, 1).toUpperCase()}
            </Avatar>
            <span className="recado-account-name">
              <Text size="sm" truncate>
                {name}
              </Text>
              {profile.type === 'user' && (
                <Text size="xs" c="dimmed">
                  {t(`shell.roles.${profile.role}`)}
                </Text>
              )}
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
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
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate(false)}>
            {t('shell.signOut')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout2 size={16} aria-hidden />} onClick={() => setAsking(true)}>
            {t('shell.signOutEverywhere')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        title={t('shell.signOutEverywhereConfirm.title')}
        confirm={t('shell.signOutEverywhere')}
        isOpen={isAsking}
        isBusy={leave.isPending}
        error={leave.error}
        onConfirm={() => leave.mutate(true)}
        onClose={() => setAsking(false)}
      >
        <Text size="sm">{t('shell.signOutEverywhereConfirm.body')}</Text>
      </ConfirmDialog>
    </>
  );
}
