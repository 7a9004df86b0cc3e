import { PasswordInput, Stack, TextInput } from '@mantine/core';
import { updateProfile, type Profile, type UpdateProfileRequest } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call, failureOf } from '../../lib/api/problem.ts';
import { profileQuery, useMay, useProfile } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useTell } from '../../lib/tell.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SaveRow } from './save-row.tsx';

const fieldsOf = (error: unknown): ReadonlyMap<string, string> =>
  error === null ? new Map() : failureOf(error).fields;

type User = Extract<Profile, { type: 'user' }>;

/** Oneself: role, address, password. */
export function ProfileSection(): ReactNode {
  const profile = useProfile();
  return profile?.type === 'user' ? <ProfileForm key={profile.email} user={profile} /> : null;
}

function useSave(onSaved: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: (body: UpdateProfileRequest) => call(updateProfile({ client, body })),
    onSuccess: async () => {
      onSaved();
      tell.done(t('words.saved'));
      await queries.invalidateQueries({ queryKey: profileQuery.queryKey });
    },
  });
}

function ProfileForm({ user }: { user: User }): ReactNode {
  const { t } = useTranslation();
  const [email, setEmail] = useState(user.email);
  const [newPassword, setNewPassword] = useState('');
  const [currentPassword, setCurrentPassword] = useState('');
  const isReadOnly = !useMay('profile:write');
  const save = useSave(() => {
    setNewPassword('');
    setCurrentPassword('');
  });
  const changed = {
    ...(email.trim() !== user.email && { email: email.trim() }),
    ...(newPassword !== '' && { newPassword }),
  };
  const isDirty = Object.keys(changed).length > 0;
  const faults = fieldsOf(save.error);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate({ ...changed, currentPassword });
  };
  return (
    <Panel title={t('settings.names.profile')}>
      <form onSubmit={submit}>
        <Stack>
          <ProfileFacts user={user} />
          <TextInput
            label={t('auth.email')}
            type="email"
            autoComplete="username"
            value={email}
            readOnly={isReadOnly}
            maw={480}
            error={faults.get('email')}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          {!isReadOnly && (
            <>
              <Password
                label={t('settings.profile.newPassword')}
                description={t('settings.profile.newPasswordHint')}
                autoComplete="new-password"
                value={newPassword}
                error={faults.get('newPassword')}
                onChange={setNewPassword}
              />
              {isDirty && (
                <Password
                  label={t('settings.profile.currentPassword')}
                  description={t('settings.profile.currentPasswordHint')}
                  autoComplete="current-password"
                  value={currentPassword}
                  error={faults.get('currentPassword')}
                  onChange={setCurrentPassword}
                />
              )}
              <SaveRow
                isDirty={isDirty && currentPassword !== ''}
                isBusy={save.isPending}
                error={save.error}
              />
            </>
          )}
        </Stack>
      </form>
    </Panel>
  );
}

function ProfileFacts({ user }: { user: User }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Facts
      facts={[
        { name: t('settings.profile.role'), value: t(`shell.roles.${user.role}`) },
        { name: t('settings.names.tenant'), value: user.tenant.name },
        user.lastLogin === null
          ? undefined
          : { name: t('settings.profile.lastSignIn'), value: format.moment(user.lastLogin) },
      ]}
    />
  );
}

interface PasswordProps {
  label: string;
  description: string;
  autoComplete: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Password({ onChange, ...field }: PasswordProps): ReactNode {
  const { t } = useTranslation();
  return (
    <PasswordInput
      {...field}
      maw={480}
      visibilityToggleButtonProps={{
        'aria-label': t('auth.showPassword'),
        'aria-hidden': false,
        tabIndex: 0,
      }}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
