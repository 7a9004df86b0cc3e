import { Checkbox, Text } from '@mantine/core';
import { rolePermissions } from '@recado/contracts/permissions';
import type { Permission, Role } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { permissionGroups, toggled } from './permission-policy.ts';
import { usePermissionWords } from './permission-words.ts';

export interface PermissionMatrixProps {
  label: string;
  held: ReadonlySet<Permission>;
  onChange: (held: ReadonlySet<Permission>) => void;
  /** What the role gives, beside which additions and removals are marked. */
  role?: Role;
  isReadOnly?: boolean;
}

/** Chooses single permissions. Nobody can give what they lack. */
export function PermissionMatrix(props: PermissionMatrixProps): ReactNode {
  const words = usePermissionWords();
  return (
    <div className="recado-permissions" role="group" aria-label={props.label}>
      {permissionGroups.map(({ resource, permissions }) => (
        <div
          key={resource}
          className="recado-permission-row"
          role="group"
          aria-label={words.resource(resource)}
        >
          <Text size="sm" className="recado-permission-name">
            {words.resource(resource)}
          </Text>
          {permissions.map((permission) => (
            <Choice key={permission} permission={permission} {...props} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Choice(props: PermissionMatrixProps & { permission: Permission }): ReactNode {
  const { t } = useTranslation();
  const words = usePermissionWords();
  const { permission, held, onChange, role, isReadOnly = false } = props;
  const isMine = useMay(permission);
  const isHeld = held.has(permission);
  return (
    <Checkbox
      label={
        <>
          {words.verb(permission)}
          {role !== undefined && <Mark isGiven={rolePermissions[role].has(permission)} isHeld={isHeld} />}
        </>
      }
      checked={isHeld}
      disabled={isReadOnly || (!isMine && !isHeld)}
      title={isMine ? permission : t('people.matrix.beyondYou')}
      onChange={() => onChange(toggled(held, permission))}
    />
  );
}

/** Says where a user differs from the role. */
function Mark({ isGiven, isHeld }: { isGiven: boolean; isHeld: boolean }): ReactNode {
  const { t } = useTranslation();
  if (isGiven === isHeld) return null;
  return (
    <Text span size="xs" c={isHeld ? 'var(--mantine-color-anchor)' : 'var(--mantine-color-error)'}>
      {` ${t(isHeld ? 'people.matrix.added' : 'people.matrix.removed')}`}
    </Text>
  );
}
