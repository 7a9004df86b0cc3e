import { Button, Group, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { effectivePermissions } from '@recado/contracts/permissions';
import { deleteUser, updateUser, type UpdateUserRequest, type User } from '@recado/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call, failureOf } from '../../lib/api/problem.ts';
import { useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useTell } from '../../lib/tell.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DetailsDrawer } from '../../ui/details-drawer.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { TextLink } from '../../ui/router-link.tsx';
import { SHORTEST_PASSWORD } from './password.ts';
import { PasswordField } from './password-field.tsx';
import { PermissionMatrix, type PermissionMatrixProps } from './permission-matrix.tsx';
import { changesTo } from './permission-policy.ts';
import { peopleKey, userQuery } from './queries.ts';
import { RoleSelect } from './role-select.tsx';

export interface UserDrawerProps {
  id: string;
  onClose: () => void;
}

/** One user: role, single permissions, password, and the ways out. */
export function UserDrawer({ id, onClose }: UserDrawerProps): ReactNode {
  const { t } = useTranslation();
  const user = useQuery(userQuery(id));
  return (
    <DetailsDrawer title={user.data?.email ?? t('people.tabs.users')} onClose={onClose}>
      {user.data !== undefined ? (
        <UserForm key={user.data.updatedAt} user={user.data} onClose={onClose} />
      ) : user.isPending ? (
        <Skeleton height={320} role="status" aria-label={t('words.loading')} />
      ) : (
        <ErrorState error={user.error} onRetry={() => void user.refetch()} />
      )}
    </DetailsDrawer>
  );
}

function UserForm({ user, onClose }: { user: User; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const isReadOnly = !useMay('users:write');
  const [role, setRole] = useState(user.role);
  const [held, setHeld] = useState(() => effectivePermissions(user.role, user.permissions));
  const [isActive, setActive] = useState(user.isActive);
  const [password, setPassword] = useState('');
  const body: UpdateUserRequest = {
    role,
    permissions: changesTo(role, held),
    isActive,
    ...(password !== '' && { password }),
  };
  const save = useMutation({
    mutationFn: () => call(updateUser({ client, path: { id: user.id }, body })),
    gcTime: 0,
    onSuccess: () => tell.done(t('words.saved')),
    onSettled: () => queries.invalidateQueries({ queryKey: peopleKey }),
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Switch
          label={t('people.users.isActive')}
          description={t('people.users.isActiveHint')}
          checked={isActive}
          disabled={isReadOnly}
          onChange={({ currentTarget }) => setActive(currentTarget.checked)}
        />
        <RoleSelect
          value={role}
          isReadOnly={isReadOnly}
          onChange={(chosen) => {
            setRole(chosen);
            setHeld(effectivePermissions(chosen, { add: [], remove: [] }));
          }}
        />
        <Permissions role={role} held={held} onChange={setHeld} isReadOnly={isReadOnly} />
        {!isReadOnly && (
          <PasswordField
            label={t('people.users.newPassword')}
            description={t('people.users.newPasswordHint')}
            value={password}
            error={save.error === null ? undefined : failureOf(save.error).fields.get('password')}
            onChange={setPassword}
          />
        )}
        {save.isError && <ErrorState error={save.error} />}
        {!isReadOnly && (
          <Group justify="space-between">
            <DeleteUser user={user} onDeleted={onClose} />
            <Button
              type="submit"
              loading={save.isPending}
              disabled={password !== '' && password.length < SHORTEST_PASSWORD}
            >
              {t('people.users.save')}
            </Button>
          </Group>
        )}
        <Origin user={user} />
      </Stack>
    </form>
  );
}

type PermissionsProps = Pick<PermissionMatrixProps, 'role' | 'held' | 'onChange' | 'isReadOnly'>;

function Permissions(props: PermissionsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t('people.matrix.title')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('people.matrix.hint')}
      </Text>
      <PermissionMatrix label={t('people.matrix.title')} {...props} />
    </Stack>
  );
}

function Origin({ user }: { user: User }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Group justify="space-between">
      <Text size="xs" c="dimmed">
        {t('people.users.created', { moment: format.moment(user.createdAt) })}
      </Text>
      <TextLink to="/logs" search={{ resourceType: 'user', resourceId: user.id }} size="xs">
        {t('people.users.history')}
      </TextLink>
    </Group>
  );
}

function DeleteUser({ user, onDeleted }: { user: User; onDeleted: () => void }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => call(deleteUser({ client, path: { id: user.id } })),
    onSuccess: async () => {
      tell.done(t('people.users.deleted'));
      onDeleted();
      queries.removeQueries({ queryKey: userQuery(user.id).queryKey });
      await queries.invalidateQueries({ queryKey: peopleKey });
    },
  });
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {t('people.users.delete')}
      </Button>
      <ConfirmDialog
        title={t('people.users.deleteTitle', { email: user.email })}
        confirm={t('people.users.delete')}
        isOpen={isAsking}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        <Text size="sm">{t('people.users.deleteBody')}</Text>
      </ConfirmDialog>
    </>
  );
}
