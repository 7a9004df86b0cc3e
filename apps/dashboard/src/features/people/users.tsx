import { Group, Table, Text } from '@mantine/core';
import type { User } from '@recado/sdk';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProfile } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Dot } from '../../ui/dot.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { RowButton } from '../../ui/row-button.tsx';
import { usersQuery } from './queries.ts';
import { UserDrawer } from './user-drawer.tsx';

const route = getRouteApi('/shell/people');

/** Everyone who may sign in to the tenant; a row opens to be changed. */
export function Users(): ReactNode {
  const { t } = useTranslation();
  const { user: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const users = useInfiniteQuery(usersQuery);
  const open = (user: string | undefined): void =>
    void navigate({ search: user === undefined ? {} : { user }, resetScroll: false });
  return (
    <>
      <EndlessList
        query={users}
        empty={
          <EmptyState
            icon={<IconUsers size={28} />}
            title={t('people.users.empty.title')}
            body={t('people.users.empty.body')}
          />
        }
      >
        {(shown) => <UserTable users={shown} onOpen={open} />}
      </EndlessList>
      {openId !== undefined && <UserDrawer key={openId} id={openId} onClose={() => open(undefined)} />}
    </>
  );
}

function UserTable({ users, onOpen }: { users: readonly User[]; onOpen: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <ListTable
      columns={[
        t('people.users.columns.email'),
        t('people.users.columns.role'),
        t('people.users.columns.state'),
        t('people.users.columns.lastLogin'),
      ]}
    >
      {users.map((user) => (
        <UserRow key={user.id} user={user} onOpen={onOpen} />
      ))}
    </ListTable>
  );
}

function UserRow({ user, onOpen }: { user: User; onOpen: (id: string) => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(30_000);
  const isSelf = useProfile()?.id === user.id;
  const { add, remove } = user.permissions;
  return (
    <Table.Tr>
      <Table.Td>
        <RowButton label={t('people.users.open', { email: user.email })} onClick={() => onOpen(user.id)}>
          <Text size="sm" fw={500} className="recado-break">
            {user.email}
          </Text>
        </RowButton>
        {isSelf && (
          <Text size="xs" c="dimmed">
            {t('people.users.you')}
          </Text>
        )}
      </Table.Td>
      <Table.Td data-label={t('people.users.columns.role')}>
        <Text size="sm">{t(`shell.roles.${user.role}`)}</Text>
        {add.length + remove.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('people.users.ownPermissions')}
          </Text>
        )}
      </Table.Td>
      <Table.Td data-label={t('people.users.columns.state')}>
        <Group gap={8} wrap="nowrap">
          <Dot color={user.isActive ? 'green' : 'gray'} />
          <Text size="sm">{t(user.isActive ? 'people.users.active' : 'people.users.off')}</Text>
        </Group>
      </Table.Td>
      <Table.Td data-label={t('people.users.columns.lastLogin')}>
        <Text size="sm" c="dimmed">
          {user.lastLogin === null ? t('people.users.never') : format.ago(user.lastLogin, nowMs)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
