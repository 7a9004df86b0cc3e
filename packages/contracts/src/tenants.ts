import { z } from 'zod';
import { TenantId } from './ids.ts';
import { pageOf, Timestamp } from './pages.ts';

export const TenantSlug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/,
    'must be lower-case letters, digits and hyphens, at most 100',
  );

/** Any JSON. It contains itself, so its id must be on the schema itself and not on a copy, as `meta` would make. */
const JsonValue = z.json().register(z.globalRegistry, { id: 'JsonValue', description: 'Any JSON value' });

/** Free settings of a tenant; small, since every read of the tenant carries them. */
const TenantSettings = z
  .record(z.string().max(100), JsonValue)
  .refine((settings) => JSON.stringify(settings).length <= 16_384, {
    message: 'must be at most 16 KB of JSON',
  });

const TenantName = z.string().trim().min(1).max(255);

export const Tenant = z
  .object({
    id: TenantId,
    name: z.string(),
    slug: z.string(),
    settings: z.record(z.string(), JsonValue),
    isActive: z.boolean(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: 'Tenant',
    example: {
      id: '0198f3c0-0000-7000-8000-000000000001',
      name: 'Acme',
      slug: 'acme',
      settings: {},
      isActive: true,
      createdAt: '2026-11-24T12:00:00.000Z',
      updatedAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type Tenant = z.infer<typeof Tenant>;

export const TenantPage = pageOf(Tenant).meta({ id: 'TenantPage' });

/** `POST /tenants`. */
export const CreateTenantRequest = z
  .strictObject({
    name: TenantName,
    slug: TenantSlug.refine((slug) => !z.uuid().safeParse(slug).success, {
      message: 'must not look like an id, since sign-in takes either',
    }),
    settings: TenantSettings.default({}),
    isActive: z.boolean().default(true),
  })
  .meta({ id: 'CreateTenantRequest', example: { name: 'Acme', slug: 'acme', settings: {} } });
export type CreateTenantRequest = z.infer<typeof CreateTenantRequest>;

/** `PATCH /tenants/:id`: what is left out stays. `settings` replaces all settings. */
export const UpdateTenantRequest = z
  .strictObject({
    name: TenantName.optional(),
    slug: CreateTenantRequest.shape.slug.optional(),
    settings: TenantSettings.optional(),
    isActive: z.boolean().optional().describe('False shuts out every user and API key of the tenant'),
  })
  .meta({ id: 'UpdateTenantRequest', example: { isActive: false } });
export type UpdateTenantRequest = z.infer<typeof UpdateTenantRequest>;

/** What a tenant's own people see of it: `GET /settings/tenant`. */
export const OwnTenant = Tenant.pick({
  id: true,
  name: true,
  slug: true,
  createdAt: true,
  updatedAt: true,
}).meta({
  id: 'OwnTenant',
  example: {
    id: '0198f3c0-0000-7000-8000-000000000001',
    name: 'Acme',
    slug: 'acme',
    createdAt: '2026-11-24T12:00:00.000Z',
    updatedAt: '2026-11-24T12:00:00.000Z',
  },
});
export type OwnTenant = z.infer<typeof OwnTenant>;

/** `PUT /settings/tenant`. */
export const UpdateOwnTenant = z
  .strictObject({ name: TenantName })
  .meta({ id: 'UpdateOwnTenant', example: { name: 'Acme' } });
export type UpdateOwnTenant = z.infer<typeof UpdateOwnTenant>;

/** For routes where an administrator of the platform may name another tenant. */
export const TenantQuery = z.strictObject({
  tenantId: TenantId.optional().describe('Another tenant; for administrators only'),
});
export type TenantQuery = z.infer<typeof TenantQuery>;
