import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { updateProfile, type Profile } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call, failureOf } from '../../lib/api/problem.ts';
import { profileQuery, useMay, useProfile } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useTell } from '../../lib/tell.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SHORTEST_PASSWORD } from './password.ts';
import { peopleKey } from './queries.ts';

type OwnUser = Extract<Profile, { type: 'user' }>;

/** Who one is, and one's own email and password. */
export function OwnAccount(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const profile = useProfile();
  const mayChange = useMay('profile:write');
  if (profile?.type !== 'user') return null;
  return (
    <Stack gap="lg" className="recado-narrow">
      <Panel title={t('people.me.account')}>
        <Facts
          facts={[
            { name: t('people.me.email'), value: profile.email },
            { name: t('people.me.role'), value: t(`shell.roles.${profile.role}`) },
            { name: t('people.me.tenant'), value: `${profile.tenant.name} (${profile.tenant.slug})` },
            { name: t('people.me.since'), value: format.moment(profile.createdAt) },
            profile.lastLogin === null
              ? undefined
              : { name: t('people.me.lastLogin'), value: format.moment(profile.lastLogin) },
          ]}
        />
      </Panel>
      {mayChange && (
        <Panel title={t('people.me.changeTitle')}>
          <OwnForm key={profile.email} profile={profile} />
        </Panel>
      )}
    </Stack>
  );
}

function OwnForm({ profile }: { profile: OwnUser }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [email, setEmail] = useState(profile.email);
  const [newPassword, setNewPassword] = useState('');
  const [currentPassword, setCurrentPassword] = useState('');
  const save = useMutation({
    mutationFn: () =>
      call(
        updateProfile({
          client,
          body: {
            currentPassword,
            ...(email.trim() !== profile.email && { email: email.trim() }),
            ...(newPassword !== '' && { newPassword }),
          },
        }),
      ),
    gcTime: 0,
    onSuccess: async () => {
      tell.done(t('people.me.saved'));
      setCurrentPassword('');
      setNewPassword('');
      await queries.invalidateQueries({ queryKey: profileQuery.queryKey });
      await queries.invalidateQueries({ queryKey: peopleKey });
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const faults = save.error === null ? undefined : failureOf(save.error).fields;
  const isUnchanged = email.trim() === profile.email && newPassword === '';
  const isShort = newPassword !== '' && newPassword.length < SHORTEST_PASSWORD;
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('people.me.email')}
          type="email"
          required
          autoComplete="username"
          value={email}
          error={faults?.get('email')}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <PasswordInput
          label={t('people.me.newPassword')}
          description={t('people.me.newPasswordHint')}
          autoComplete="new-password"
          value={newPassword}
          error={faults?.get('newPassword')}
          onChange={({ currentTarget }) => setNewPassword(currentTarget.value)}
        />
        <PasswordInput
          label={t('people.me.current')}
          required
          autoComplete="current-password"
          value={currentPassword}
          error={faults?.get('currentPassword')}
          onChange={({ currentTarget }) => setCurrentPassword(currentTarget.value)}
        />
        {save.isError && <ErrorState error={save.error} />}
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={save.isPending}
            disabled={isUnchanged || isShort || currentPassword === ''}
          >
            {t('people.me.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
