import { z } from 'zod';
import { TenantId, UserId } from './ids.ts';
import { Role } from './permission-schemas.ts';

/** An email address; case does not matter and is not kept. */
export const Email = z.email().max(255).toLowerCase();

/** A password that is being chosen or entered. */
export const Password = z.string().min(8).max(200);

/** `POST /auth/login`. */
export const LoginRequest = z
  .strictObject({
    email: Email,
    password: Password,
    tenantId: z.string().min(1).max(100).describe('Id or slug of the tenant'),
  })
  .meta({
    id: 'LoginRequest',
    example: { email: 'user@example.com', password: 'a long password', tenantId: 'acme' },
  });
export type LoginRequest = z.infer<typeof LoginRequest>;

/** The answer of `POST /auth/login` and `POST /auth/refresh`, in the names the specification fixes. */
export const LoginResponse = z
  .object({
    access_token: z.string().describe('JWT for `Authorization: Bearer`'),
    refresh_token: z.string().describe('Opaque, good for one POST /auth/refresh within 30 days'),
    user: z.object({ id: UserId, email: z.string(), role: Role, tenantId: TenantId }),
    expires_in: z.int().describe('Seconds until the access token expires'),
  })
  .meta({
    id: 'LoginResponse',
    example: {
      access_token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9…',
      refresh_token: 'k3J0…',
      user: {
        id: '0198f3c0-0000-7000-8000-000000000002',
        email: 'user@example.com',
        role: 'tenant_manager',
        tenantId: '0198f3c0-0000-7000-8000-000000000001',
      },
      expires_in: 3600,
    },
  });
export type LoginResponse = z.infer<typeof LoginResponse>;

const RefreshToken = z.string().min(1).max(200);

/** `POST /auth/refresh`: the token under the name the login answer gives it, or in camelCase as in other bodies. */
export const RefreshRequest = z
  .union([z.strictObject({ refresh_token: RefreshToken }), z.strictObject({ refreshToken: RefreshToken })])
  .meta({ id: 'RefreshRequest', example: { refresh_token: 'k3J0…' } });
export type RefreshRequest = z.infer<typeof RefreshRequest>;

/** `POST /auth/logout`: the session to end; without a refresh token it is that of the access token. */
export const LogoutRequest = z
  .strictObject({
    refresh_token: RefreshToken.optional(),
    refreshToken: RefreshToken.optional(),
    everywhere: z.boolean().optional().describe('End every session of the user'),
  })
  .nullish()
  .meta({ id: 'LogoutRequest', example: { refresh_token: 'k3J0…', everywhere: false } });
export type LogoutRequest = z.infer<typeof LogoutRequest>;

export const LogoutQuery = z.strictObject({
  everywhere: z.stringbool().optional().describe('End every session of the user'),
});
export type LogoutQuery = z.infer<typeof LogoutQuery>;
