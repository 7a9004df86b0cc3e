import { z } from 'zod';
import { ApiKeyId, InstanceId, UserId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';
import { Permission } from './permission-schemas.ts';

const example = {
  id: '0198f3c0-0000-7000-8000-000000000003',
  name: 'CRM',
  prefix: 'rk_4fGh2K',
  permissions: ['messages:send' as const],
  instanceIds: null,
  createdBy: '0198f3c0-0000-7000-8000-000000000002',
  lastUsedAt: null,
  expiresAt: '2027-11-24T12:00:00.000Z',
  createdAt: '2026-11-24T12:00:00.000Z',
};

export const ApiKey = z
  .object({
    id: ApiKeyId,
    name: z.string(),
    prefix: z.string().describe('How the key begins; the rest is not kept'),
    permissions: z.array(Permission),
    instanceIds: z.array(InstanceId).nullable().describe('Instances the key is limited to; null is all'),
    createdBy: UserId.nullable(),
    lastUsedAt: Timestamp.nullable().describe('Right to the minute'),
    expiresAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'ApiKey', example });
export type ApiKey = z.infer<typeof ApiKey>;

export const ApiKeyPage = pageOf(ApiKey).meta({ id: 'ApiKeyPage' });

/** `GET /api-keys`. */
export const ApiKeyQuery = PageQuery;
export type ApiKeyQuery = z.infer<typeof ApiKeyQuery>;

/** `POST /api-keys`: at most what its maker may do. */
export const CreateApiKeyRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(255),
    permissions: z.array(Permission).min(1),
    instanceIds: z.array(InstanceId).min(1).max(100).optional().describe('Limit the key to these instances'),
    expiresAt: z.iso.datetime({ offset: true }).optional().describe('The key is refused from then on'),
  })
  .meta({
    id: 'CreateApiKeyRequest',
    example: { name: 'CRM', permissions: ['messages:send'], expiresAt: '2027-11-24T12:00:00.000Z' },
  });
export type CreateApiKeyRequest = z.infer<typeof CreateApiKeyRequest>;

/** The answer of `POST /api-keys`, the only place where the key is shown. */
export const CreatedApiKey = ApiKey.extend({
  key: z.string().describe('Keep it now: it is not shown again'),
}).meta({
  id: 'CreatedApiKey',
  example: { ...example, key: 'rk_4fGh2K…' },
});
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
