import { z } from 'zod';
import { ApiKeyId, UserId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';
import { TenantQuery } from './tenants.ts';

export const LogFilters = z.strictObject({
  ...TenantQuery.shape,
  action: z.string().min(1).max(100).optional().describe('Such as `webhook.created`'),
  resourceType: z.string().min(1).max(50).optional().describe('Such as `webhook`'),
  resourceId: z.uuid().optional().describe('What was changed'),
  userId: UserId.optional().describe('Who changed it'),
  from: z.iso.datetime({ offset: true }).optional().describe('At this time or later'),
  to: z.iso.datetime({ offset: true }).optional().describe('Before this time'),
  text: z.string().min(2).max(200).optional().describe('Part of the action, the resource or the changes'),
});
export type LogFilters = z.infer<typeof LogFilters>;

/** `GET /logs`. */
export const LogQuery = LogFilters.extend(PageQuery.shape);
export type LogQuery = z.infer<typeof LogQuery>;

/** `GET /logs/export`. */
export const LogExportQuery = LogFilters.extend({
  format: z
    .enum(['csv', 'ndjson'])
    .default('csv')
    .describe('csv: a table with a heading; ndjson: one JSON object a line'),
});
export type LogExportQuery = z.infer<typeof LogExportQuery>;

/** One change: who did what to which, before and after. */
export const LogEntry = z
  .object({
    id: z.uuid(),
    action: z.string(),
    resourceType: z.string(),
    resourceId: z.uuid().nullable(),
    userId: UserId.nullable(),
    apiKeyId: ApiKeyId.nullable(),
    actorName: z
      .string()
      .nullable()
      .describe(
        'Email of the user or name of the API key, also of one that was removed, for who may read these; null for Recado itself, and for administrators of another tenant',
      ),
    changes: z
      .record(z.string(), z.unknown())
      .describe('Fields that differ, before and after; secrets are masked'),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    createdAt: Timestamp,
  })
  .meta({
    id: 'LogEntry',
    example: {
      id: '0198f3c0-0000-7000-8000-000000000009',
      action: 'user.updated',
      resourceType: 'user',
      resourceId: '0198f3c0-0000-7000-8000-000000000002',
      userId: '0198f3c0-0000-7000-8000-000000000004',
      apiKeyId: null,
      actorName: 'ana@example.com',
      changes: { before: { role: 'viewer' }, after: { role: 'developer' } },
      ipAddress: '203.0.113.7',
      userAgent: 'curl/8.14.1',
      createdAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type LogEntry = z.infer<typeof LogEntry>;

export const LogPage = pageOf(LogEntry).meta({ id: 'LogPage' });
