import { permissions, rolePermissions } from '@recado/contracts/permissions';
import type { Permission, PermissionChanges, Role } from '@recado/sdk';

/** The permissions of one resource, such as those to read and to change webhooks. */
export interface PermissionGroup {
  resource: string;
  permissions: Permission[];
}

const resourceOf = (permission: Permission): string => permission.split(':')[0] ?? permission;

/** All permissions by their resource, in the order of the matrix. */
export const permissionGroups: readonly PermissionGroup[] = [...new Set(permissions.map(resourceOf))].map(
  (resource) => ({ resource, permissions: permissions.filter((one) => resourceOf(one) === resource) }),
);

/** What has to be added to and removed from a role to hold exactly the wanted permissions. */
export function changesTo(role: Role, wanted: ReadonlySet<Permission>): PermissionChanges {
  const given = rolePermissions[role];
  return {
    add: permissions.filter((one) => wanted.has(one) && !given.has(one)),
    remove: permissions.filter((one) => !wanted.has(one) && given.has(one)),
  };
}

/** The set with a permission in it, or without. */
export function toggled(held: ReadonlySet<Permission>, permission: Permission): ReadonlySet<Permission> {
  const after = new Set(held);
  if (!after.delete(permission)) after.add(permission);
  return after;
}
