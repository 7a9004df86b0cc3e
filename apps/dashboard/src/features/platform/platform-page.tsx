import './platform.css';
import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { Lanes } from './lanes.tsx';
import { platformSearch, platformTabs } from './platform-search.ts';
import { Poison } from './poison.tsx';
import { Queues } from './queues.tsx';
import { NewTenantButton } from './tenants/new-tenant.tsx';
import { Tenants } from './tenants/tenants.tsx';
import { Workers } from './workers.tsx';

const route = getRouteApi('/shell/platform');

const parts = { tenants: Tenants, workers: Workers, lanes: Lanes, queues: Queues, poison: Poison };

/** For those who run Recado: who uses it, what runs, what waits, what does not get on and how it gets on again. */
export function PlatformPage(): ReactNode {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const tab = route.useSearch().tab ?? 'tenants';
  const Part = parts[tab];
  return (
    <>
      <PageHeader title={t('platform.title')} actions={tab === 'tenants' && <NewTenantButton />} />
      <PermissionGate permission="tenants:read">
        <Tabs
          value={tab}
          onChange={(value) => void navigate({ search: platformSearch({ tab: value }) })}
          keepMounted={false}
        >
          <Tabs.List mb="md" className="recado-platform-tabs">
            {platformTabs.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`platform.tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab}>
            <Part />
          </Tabs.Panel>
        </Tabs>
      </PermissionGate>
    </>
  );
}
