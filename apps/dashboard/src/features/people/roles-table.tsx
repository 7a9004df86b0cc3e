import { Table, Text } from '@mantine/core';
import { rolePermissions, roles } from '@recado/contracts/permissions';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionGroups } from './permission-policy.ts';
import { usePermissionWords } from './permission-words.ts';

/** Who may do what, as the server's own matrix has it. */
export function RolesTable(): ReactNode {
  const { t } = useTranslation();
  const words = usePermissionWords();
  return (
    <div
      className="recado-panel recado-roles"
      tabIndex={0}
      role="region"
      aria-label={t('people.matrix.table')}
    >
      <Table verticalSpacing={6} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('people.matrix.permission')}</Table.Th>
            {roles.map((role) => (
              <Table.Th key={role} ta="center">
                {t(`shell.roles.${role}`)}
                <Text size="xs" c="dimmed" fw={400} className="recado-roles-about">
                  {t(`people.roles.${role}`)}
                </Text>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {permissionGroups.flatMap(({ resource, permissions }) =>
            permissions.map((permission) => (
              <Table.Tr key={permission}>
                <Table.Th scope="row" fw={400}>
                  {`${words.resource(resource)}: ${words.verb(permission)}`}
                </Table.Th>
                {roles.map((role) => (
                  <Table.Td key={role} ta="center">
                    {rolePermissions[role].has(permission) ? (
                      <IconCheck size={16} role="img" aria-label={t('people.matrix.yes')} />
                    ) : (
                      <IconMinus
                        size={16}
                        role="img"
                        aria-label={t('people.matrix.no')}
                        color="var(--mantine-color-dimmed)"
                      />
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}
