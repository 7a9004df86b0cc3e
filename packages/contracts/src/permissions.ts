import { z } from 'zod';

/** Every permission, as `resource:verb`. */
export const permissions = [
  'tenants:read',
  'tenants:write',
  'users:read',
  'users:write',
  'api_keys:read',
  'api_keys:write',
  'logs:read',
  'instances:read',
  'instances:write',
  'agents:read',
  'agents:write',
  'conversations:read',
  'conversations:write',
  'contacts:read',
  'contacts:write',
  'broadcasts:read',
  'broadcasts:write',
  'statistics:read',
  'messages:read',
  'messages:send',
  'media:read',
  'media:write',
  'templates:read',
  'groups:read',
  'groups:write',
  'webhooks:read',
  'webhooks:write',
  'events:read',
  'settings:read',
  'settings:write',
  'profile:read',
  'profile:write',
] as const;

export const Permission = z.enum(permissions).meta({ id: 'Permission' });
export type Permission = z.infer<typeof Permission>;

export const Role = z.enum(['admin', 'tenant_manager', 'developer', 'viewer']).meta({
  id: 'Role',
  description:
    'admin: the platform; tenant_manager: all in the tenant; developer: instances, webhooks, API keys, messages, logs; viewer: reads.',
});
export type Role = z.infer<typeof Role>;

const ofTenant: Permission[] = permissions.filter((permission) => !permission.startsWith('tenants:'));

/** What each role may do. The guard, the OpenAPI document and the dashboard all read this one matrix. */
export const rolePermissions: Record<Role, ReadonlySet<Permission>> = {
  admin: new Set(permissions),
  tenant_manager: new Set(ofTenant),
  developer: new Set(
    ofTenant.filter((permission) => !permission.startsWith('users:') && permission !== 'settings:write'),
  ),
  viewer: new Set<Permission>([
    'logs:read',
    'instances:read',
    'agents:read',
    'conversations:read',
    'contacts:read',
    'broadcasts:read',
    'statistics:read',
    'messages:read',
    'media:read',
    'templates:read',
    'groups:read',
    'webhooks:read',
    'events:read',
    'settings:read',
    'profile:read',
    'profile:write',
  ]),
};

/** Single permissions that a user has beyond the role, or lacks. */
export const PermissionChanges = z
  .strictObject({ add: z.array(Permission).default([]), remove: z.array(Permission).default([]) })
  .meta({ id: 'PermissionChanges', example: { add: ['logs:read'], remove: [] } });
export type PermissionChanges = z.infer<typeof PermissionChanges>;

/** The permissions a user holds: the role's, plus those added, less those removed. */
export function effectivePermissions(role: Role, changes: PermissionChanges): ReadonlySet<Permission> {
  const held = new Set([...rolePermissions[role], ...changes.add]);
  for (const removed of changes.remove) held.delete(removed);
  return held;
}
