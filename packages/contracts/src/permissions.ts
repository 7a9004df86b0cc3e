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

type Permission = (typeof permissions)[number];

export const roles = ['admin', 'tenant_manager', 'developer', 'viewer'] as const;
type Role = (typeof roles)[number];

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

/** The permissions a user holds: the role's, plus those added, less those removed. */
export function effectivePermissions(
  role: Role,
  changes: { readonly add: readonly Permission[]; readonly remove: readonly Permission[] },
): ReadonlySet<Permission> {
  const held = new Set([...rolePermissions[role], ...changes.add]);
  for (const removed of changes.remove) held.delete(removed);
  return held;
}
