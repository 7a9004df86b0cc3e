import { z } from 'zod';
import { Email, Password } from './auth.ts';
import { TenantId, UserId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';
import { PermissionChanges, Role } from './permission-schemas.ts';
import { TenantQuery } from './tenants.ts';

export const User = z
  .object({
    id: UserId,
    tenantId: TenantId,
    email: z.string(),
    role: Role,
    permissions: PermissionChanges,
    isActive: z.boolean(),
    lastLogin: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: 'User',
    example: {
      id: '0198f3c0-0000-7000-8000-000000000002',
      tenantId: '0198f3c0-0000-7000-8000-000000000001',
      email: 'user@example.com',
      role: 'developer',
      permissions: { add: [], remove: ['webhooks:write'] },
      isActive: true,
      lastLogin: null,
      createdAt: '2026-11-24T12:00:00.000Z',
      updatedAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type User = z.infer<typeof User>;

export const UserPage = pageOf(User).meta({ id: 'UserPage' });

/** `GET /users`. */
export const UserQuery = PageQuery.extend({
  ...TenantQuery.shape,
  role: Role.optional().describe('Only users of this role'),
  isActive: z.stringbool().optional().describe('Only users who may, or may not, sign in'),
});
export type UserQuery = z.infer<typeof UserQuery>;

/** `POST /users`. */
export const CreateUserRequest = z
  .strictObject({
    email: Email,
    password: Password,
    role: Role,
    permissions: PermissionChanges.default({ add: [], remove: [] }),
    tenantId: TenantId.optional().describe('Another tenant; for administrators only'),
  })
  .meta({
    id: 'CreateUserRequest',
    example: { email: 'user@example.com', password: 'a long password', role: 'developer' },
  });
export type CreateUserRequest = z.infer<typeof CreateUserRequest>;

/** `PATCH /users/:id`: what is left out stays. `permissions` replaces all single permissions. */
export const UpdateUserRequest = z
  .strictObject({
    email: Email.optional(),
    password: Password.optional().describe('Ends every session of the user'),
    role: Role.optional(),
    permissions: PermissionChanges.optional(),
    isActive: z.boolean().optional().describe('False ends every session of the user'),
  })
  .meta({ id: 'UpdateUserRequest', example: { role: 'viewer' } });
export type UpdateUserRequest = z.infer<typeof UpdateUserRequest>;
