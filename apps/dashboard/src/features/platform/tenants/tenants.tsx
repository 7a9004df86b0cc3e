import { Group, Menu, Table, Text } from '@mantine/core';
import type { TenantWithFigures } from '@recado/sdk';
import { IconBuildingSkyscraper, IconPencil, IconPower } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useProfile } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { Dot } from '../../../ui/dot.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { RowMenu } from '../../../ui/row-menu.tsx';
import { tenantsQuery } from '../queries.ts';
import { EditTenant } from './edit-tenant.tsx';
import { SwitchTenant } from './switch-tenant.tsx';

const columns = ['name', 'state', 'users', 'numbers', 'traffic', 'created'] as const;

/** Every company on this server, with its size and use. */
export function Tenants(): ReactNode {
  const { t } = useTranslation();
  return (
    <EndlessList
      query={useInfiniteQuery(tenantsQuery())}
      empty={
        <EmptyState
          icon={<IconBuildingSkyscraper size={28} />}
          title={t('platform.tenants.empty')}
          body={t('platform.tenants.emptyBody')}
        />
      }
    >
      {(tenants) => (
        <ListTable columns={columns.map((column) => t(`platform.tenants.${column}`))} hasActions>
          {tenants.map((tenant) => (
            <TenantRow key={tenant.id} tenant={tenant} />
          ))}
        </ListTable>
      )}
    </EndlessList>
  );
}

function TenantRow({ tenant }: { tenant: TenantWithFigures }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { users, numbers, connected, inbound, outbound } = tenant.figures;
  const cells = [
    ['users', format.number(users)],
    [
      'numbers',
      t('platform.tenants.numbersOf', { connected: format.number(connected), all: format.number(numbers) }),
    ],
    [
      'traffic',
      t('platform.tenants.inOut', { inbound: format.number(inbound), outbound: format.number(outbound) }),
    ],
    ['created', format.localDay(Date.parse(tenant.createdAt))],
  ] as const;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={550}>
          {tenant.name}
        </Text>
        <Text size="xs" c="dimmed">
          {tenant.slug}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('platform.tenants.state')}>
        <Group gap={8} wrap="nowrap">
          <Dot color={tenant.isActive ? 'green' : 'gray'} />
          <Text size="sm" span>
            {t(tenant.isActive ? 'platform.tenants.active' : 'platform.tenants.off')}
          </Text>
        </Group>
      </Table.Td>
      {cells.map(([column, value]) => (
        <Table.Td key={column} data-label={t(`platform.tenants.${column}`)}>
          <Text size="sm">{value}</Text>
        </Table.Td>
      ))}
      <Table.Td className="recado-row-actions">
        <TenantMenu tenant={tenant} />
      </Table.Td>
    </Table.Tr>
  );
}

function TenantMenu({ tenant }: { tenant: TenantWithFigures }): ReactNode {
  const { t } = useTranslation();
  const [asks, setAsks] = useState<'edit' | 'switch'>();
  const own = useProfile()?.tenant.id;
  const close = (): void => setAsks(undefined);
  if (!useMay('tenants:write')) return null;
  return (
    <>
      <RowMenu label={t('platform.tenants.more', { name: tenant.name })}>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setAsks('edit')}>
          {t('platform.tenants.edit')}
        </Menu.Item>
        {tenant.id !== own && (
          <Menu.Item leftSection={<IconPower size={16} aria-hidden />} onClick={() => setAsks('switch')}>
            {t(tenant.isActive ? 'platform.tenants.switchOff' : 'platform.tenants.switchOn')}
          </Menu.Item>
        )}
      </RowMenu>
      {asks === 'edit' && <EditTenant tenant={tenant} onClose={close} />}
      {asks === 'switch' && <SwitchTenant tenant={tenant} onClose={close} />}
    </>
  );
}
