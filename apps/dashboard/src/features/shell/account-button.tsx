import { Avatar, Text, UnstyledButton, VisuallyHidden, type UnstyledButtonProps } from '@mantine/core';
import type { Profile } from '@recado/sdk';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type AccountButtonProps = { profile: Profile } & UnstyledButtonProps & ComponentProps<'button'>;

/** Who is signed in, and in which role. */
export function AccountButton({ profile, ...others }: AccountButtonProps): ReactNode {
  const { t } = useTranslation();
  const name = profile.type === 'user' ? profile.email : profile.name;
  return (
    <UnstyledButton className="recado-account" aria-haspopup="menu" {...others}>
      <VisuallyHidden>{t('shell.account')}</VisuallyHidden>
      <Avatar size={28} color="recado" variant="filled" aria-hidden>
        {name.slice(0, 1).toUpperCase()}
      </Avatar>
      <span className="recado-account-name recado-label">
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
  );
}
