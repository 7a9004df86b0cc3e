import { Button, Tabs } from '@mantine/core';
import type { Permission } from '@recado/sdk';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useProfile } from '../../lib/api/profile.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { Keys } from './keys.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { NewUserDialog } from './new-user-dialog.tsx';
import { OwnAccount } from './own-account.tsx';
import { peopleTabs, type PeopleTab } from './people-search.ts';
import './people.css';
import { RolesTable } from './roles-table.tsx';
import { Users } from './users.tsx';

const route = getRouteApi('/shell/people');

/** What each part asks for; everybody has an account of their own. */
const needs = {
  users: 'users:read',
  keys: 'api_keys:read',
  roles: 'profile:read',
  me: 'profile:read',
} as const satisfies Record<PeopleTab, Permission>;

/** Who may use the tenant: people, systems, and what each role may do. */
export function PeoplePage(): ReactNode {
  const { t } = useTranslation();
  const held = useProfile()?.permissions ?? [];
  const offered = peopleTabs.filter((tab) => held.includes(needs[tab]));
  const { tab = offered[0] ?? 'me' } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (name: string | null): void => {
    const chosen = peopleTabs.find((one) => one === name);
    void navigate({ search: chosen === undefined || chosen === offered[0] ? {} : { tab: chosen } });
  };
  return (
    <>
      <PageHeader title={t('people.title')} actions={<NewButton tab={tab} />} />
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List className="recado-people-tabs" aria-label={t('people.tabs.label')} mb="lg">
          {offered.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`people.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <PermissionGate permission={needs[tab]}>
          <Tabs.Panel value="users">
            <Users />
          </Tabs.Panel>
          <Tabs.Panel value="keys">
            <Keys />
          </Tabs.Panel>
          <Tabs.Panel value="roles">
            <RolesTable />
          </Tabs.Panel>
          <Tabs.Panel value="me">
            <OwnAccount />
          </Tabs.Panel>
        </PermissionGate>
      </Tabs>
    </>
  );
}

function NewButton({ tab }: { tab: PeopleTab }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const may = { users: useMay('users:write'), keys: useMay('api_keys:write'), roles: false, me: false };
  if (!may[tab]) return null;
  const close = (): void => setOpen(false);
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t(tab === 'users' ? 'people.users.new' : 'people.keys.new')}
      </Button>
      {isOpen && (tab === 'users' ? <NewUserDialog onClose={close} /> : <NewKeyDialog onClose={close} />)}
    </>
  );
}
