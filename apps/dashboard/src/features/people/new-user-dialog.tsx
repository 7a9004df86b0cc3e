import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { createUser, type Role, type User } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call, failureOf } from '../../lib/api/problem.ts';
import { useProfile } from '../../lib/api/profile.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { newPassword, SHORTEST_PASSWORD } from './password.ts';
import { PasswordField } from './password-field.tsx';
import { peopleKey } from './queries.ts';
import { RoleSelect } from './role-select.tsx';

/** Adds a user, and shows the password to be handed over, once. */
export function NewUserDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [password, setPassword] = useState(newPassword);
  const [created, setCreated] = useState<User>();
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={created === undefined}
      title={t(created === undefined ? 'people.users.new' : 'people.users.createdTitle')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      {created === undefined ? (
        <NewUserForm password={password} setPassword={setPassword} onCreated={setCreated} onClose={onClose} />
      ) : (
        <Created user={created} password={password} onClose={onClose} />
      )}
    </Modal>
  );
}

interface NewUserFormProps {
  password: string;
  setPassword: (password: string) => void;
  onCreated: (user: User) => void;
  onClose: () => void;
}

function NewUserForm({ password, setPassword, onCreated, onClose }: NewUserFormProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const create = useMutation({
    mutationFn: () => call(createUser({ client, body: { email: email.trim(), password, role } })),
    gcTime: 0,
    onSuccess: onCreated,
    onSettled: () => queries.invalidateQueries({ queryKey: peopleKey }),
  });
  const faults = create.error === null ? undefined : failureOf(create.error).fields;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('people.users.email')}
          type="email"
          required
          autoComplete="off"
          data-autofocus
          value={email}
          error={faults?.get('email')}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <RoleSelect value={role} onChange={setRole} />
        <PasswordField
          label={t('people.users.password')}
          description={t('people.users.passwordHint')}
          value={password}
          error={faults?.get('password')}
          onChange={setPassword}
          isRequired
        />
        {create.isError && <ErrorState error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('words.cancel')}
          </Button>
          <Button
            type="submit"
            loading={create.isPending}
            disabled={email.trim() === '' || password.length < SHORTEST_PASSWORD}
          >
            {t('people.users.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface CreatedProps {
  user: User;
  password: string;
  onClose: () => void;
}

function Created({ user, password, onClose }: CreatedProps): ReactNode {
  const { t } = useTranslation();
  const tenant = useProfile()?.tenant.slug ?? '';
  return (
    <Stack>
      <Text size="sm">{t('people.users.signIn', { email: user.email, tenant })}</Text>
      <ShownOnce label={t('people.users.password')} value={password} warning={t('people.users.once')} />
      <Text size="sm">{t('people.users.createdBody')}</Text>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('people.users.done')}</Button>
      </Group>
    </Stack>
  );
}
