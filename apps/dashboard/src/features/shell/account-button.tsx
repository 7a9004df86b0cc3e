import { Avatar, Text, UnstyledButton, VisuallyHidden, type UnstyledButtonProps } from '@mantine/core';
import type { Profile } from '@recado/sdk';
import { Suspense, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../lib/parts/load-part.ts';

const OwnPresence = lazyPart(() => import('./own-presence.tsx'), 'OwnPresence');

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
          <span className="recado-account-state">
            <Text size="xs" c="dimmed" component="span" truncate>
              {t(`shell.roles.${profile.role}`)}
            </Text>
            <Suspense>
              <OwnPresence userId={profile.id} />
            </Suspense>
          </span>
        )}
      </span>
    </UnstyledButton>
  );
}
