import { z } from 'zod';
import { Email, Password } from './auth.ts';
import { ApiKeyId, InstanceId, TenantId, UserId } from './ids.ts';
import { Timestamp } from './pages.ts';
import { Permission, Role } from './permission-schemas.ts';

const ProfileTenant = z.object({ id: TenantId, name: z.string(), slug: z.string() });

const UserProfile = z
  .object({
    type: z.literal('user'),
    id: UserId,
    email: z.string(),
    role: Role,
    permissions: z.array(Permission).describe('All that the caller may do'),
    tenant: ProfileTenant,
    lastLogin: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'UserProfile' });
export type UserProfile = z.infer<typeof UserProfile>;

const ApiKeyProfile = z
  .object({
    type: z.literal('api_key'),
    id: ApiKeyId,
    name: z.string(),
    permissions: z.array(Permission).describe('All that the caller may do'),
    instanceIds: z.array(InstanceId).nullable().describe('Instances the key is limited to; null is all'),
    tenant: ProfileTenant,
    expiresAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'ApiKeyProfile' });

/** `GET /me`: who the credential stands for. */
export const Profile = z.discriminatedUnion('type', [UserProfile, ApiKeyProfile]).meta({
  id: 'Profile',
  example: {
    type: 'user',
    id: '0198f3c0-0000-7000-8000-000000000002',
    email: 'user@example.com',
    role: 'viewer',
    permissions: ['messages:read'],
    tenant: { id: '0198f3c0-0000-7000-8000-000000000001', name: 'Acme', slug: 'acme' },
    lastLogin: '2026-11-24T12:00:00.000Z',
    createdAt: '2026-11-24T12:00:00.000Z',
  },
});
export type Profile = z.infer<typeof Profile>;

/** `PATCH /me`. */
export const UpdateProfileRequest = z
  .strictObject({
    currentPassword: z.string().min(1).max(200),
    email: Email.optional(),
    newPassword: Password.optional().describe('Ends every other session'),
  })
  .refine(({ email, newPassword }) => email !== undefined || newPassword !== undefined, {
    message: 'Give an email or a newPassword',
  })
  .meta({
    id: 'UpdateProfileRequest',
    example: { currentPassword: 'a long password', newPassword: 'a longer password' },
  });
export type UpdateProfileRequest = z.infer<typeof UpdateProfileRequest>;
