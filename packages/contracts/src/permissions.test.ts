import { describe, expect, it } from 'vitest';
import { Role, type Permission } from './permission-schemas.ts';
import { effectivePermissions, permissions, rolePermissions } from './permissions.ts';

/** Who holds what: a(dmin), t(enant_manager), d(eveloper), v(iewer). */
const matrix: Record<Permission, string> = {
  'tenants:read': 'a---',
  'tenants:write': 'a---',
  'users:read': 'at--',
  'users:write': 'at--',
  'api_keys:read': 'atd-',
  'api_keys:write': 'atd-',
  'logs:read': 'atdv',
  'instances:read': 'atdv',
  'instances:write': 'atd-',
  'agents:read': 'atdv',
  'agents:write': 'atd-',
  'conversations:read': 'atdv',
  'conversations:write': 'atd-',
  'contacts:read': 'atdv',
  'contacts:write': 'atd-',
  'broadcasts:read': 'atdv',
  'broadcasts:write': 'atd-',
  'statistics:read': 'atdv',
  'messages:read': 'atdv',
  'messages:send': 'atd-',
  'media:read': 'atdv',
  'media:write': 'atd-',
  'templates:read': 'atdv',
  'groups:read': 'atdv',
  'groups:write': 'atd-',
  'webhooks:read': 'atdv',
  'webhooks:write': 'atd-',
  'events:read': 'atdv',
  'settings:read': 'atdv',
  'settings:write': 'at--',
  'profile:read': 'atdv',
  'profile:write': 'atdv',
};

describe('the matrix of roles and permissions', () => {
  it.each(permissions)('%s', (permission) => {
    const holders = Role.options.map((role) =>
      rolePermissions[role].has(permission) ? role.charAt(0) : '-',
    );
    expect(holders.join('')).toBe(matrix[permission]);
  });
});

describe('single permissions of a user', () => {
  it.each<[string, Permission[], Permission[], Permission, boolean]>([
    ['one that the role lacks can be added', ['messages:send'], [], 'messages:send', true],
    ['one that the role holds can be removed', [], ['logs:read'], 'logs:read', false],
    ['removing goes before adding', ['messages:send'], ['messages:send'], 'messages:send', false],
    ['the rest stays', ['messages:send'], [], 'logs:read', true],
  ])('%s', (_, add, remove, permission, isHeld) => {
    expect(effectivePermissions('viewer', { add, remove }).has(permission)).toBe(isHeld);
  });
});
