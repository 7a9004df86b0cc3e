import {
  effectivePermissions,
  type ErrorCode,
  type Permission,
  type PermissionChanges,
  type Role,
} from '@recado/contracts';

/** What of a user decides over access. */
export interface UserAccess {
  role: Role;
  permissions: PermissionChanges;
  isActive: boolean;
}

export interface UserChange {
  by: { permissions: ReadonlySet<Permission>; isPlatformAdmin: boolean };
  /** Whether the caller changes the own user. */
  isSelf: boolean;
  /** Undefined for a user that is being created. */
  before: UserAccess | undefined;
  /** Undefined for a user that is being removed. */
  after: UserAccess | undefined;
  /** The other users of the tenant whose role may run it. */
  otherManagers: UserAccess[];
}

export interface Refusal {
  code: Extract<ErrorCode, 'forbidden' | 'conflict'>;
  detail: string;
}

const held = (user: UserAccess): ReadonlySet<Permission> => effectivePermissions(user.role, user.permissions);

/** Whether the user can still let others in: without one such user a tenant would be locked out for good. */
const runsTenant = (user: UserAccess | undefined): boolean =>
  user !== undefined &&
  user.isActive &&
  (user.role === 'admin' || user.role === 'tenant_manager') &&
  held(user).has('users:write');

const isActiveAdmin = (user: UserAccess | undefined): boolean => user?.role === 'admin' && user.isActive;

function lacking({ by }: UserChange, user: UserAccess | undefined): string {
  if (user === undefined) return '';
  return [...held(user)].filter((permission) => !by.permissions.has(permission)).join(', ');
}

const rules: ((change: UserChange) => Refusal | undefined)[] = [
  ({ by, before, after }) =>
    !by.isPlatformAdmin && (before?.role === 'admin' || after?.role === 'admin')
      ? { code: 'forbidden', detail: 'Only an administrator may make or change an administrator' }
      : undefined,
  (change) => {
    const missing = lacking(change, change.before);
    return missing === ''
      ? undefined
      : { code: 'forbidden', detail: `This user holds permissions that you lack: ${missing}` };
  },
  (change) => {
    const missing = lacking(change, change.after);
    return missing === ''
      ? undefined
      : { code: 'forbidden', detail: `You cannot grant permissions that you lack: ${missing}` };
  },
  // So at least one administrator stays: the one who makes the change.
  ({ isSelf, before, after }) =>
    isSelf && isActiveAdmin(before) && !isActiveAdmin(after)
      ? { code: 'conflict', detail: 'Another administrator must do this to you' }
      : undefined,
  ({ before, after, otherManagers }) =>
    runsTenant(before) && !runsTenant(after) && !otherManagers.some(runsTenant)
      ? { code: 'conflict', detail: 'The tenant would have no active tenant_manager or admin left' }
      : undefined,
];

/** Why a user may not be created, changed or removed like this; undefined when it may. */
export function refusalOf(change: UserChange): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule(change);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
