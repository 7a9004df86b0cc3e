import { z } from 'zod';
import { permissions, roles } from './permissions.ts';

export const Permission = z.enum(permissions).meta({ id: 'Permission' });
export type Permission = z.infer<typeof Permission>;

export const Role = z.enum(roles).meta({
  id: 'Role',
  description:
    'admin: the platform; tenant_manager: all in the tenant; developer: instances, webhooks, API keys, messages, logs; viewer: reads.',
});
export type Role = z.infer<typeof Role>;

/** Single permissions that a user has beyond the role, or lacks. */
export const PermissionChanges = z
  .strictObject({ add: z.array(Permission).default([]), remove: z.array(Permission).default([]) })
  .meta({ id: 'PermissionChanges', example: { add: ['logs:read'], remove: [] } });
export type PermissionChanges = z.infer<typeof PermissionChanges>;
