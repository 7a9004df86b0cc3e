import { z } from 'zod';
import { ContactId } from './ids.ts';

/** The most rows and bytes that one import takes. */
export const MOST_IMPORT_ROWS = 50_000;
export const MOST_IMPORT_BYTES = 50 * 1024 * 1024;

/** `POST /contacts/import`. */
export const ContactImportQuery = z.strictObject({
  report: z
    .enum(['all', 'exceptions'])
    .default('exceptions')
    .describe('all: tells of every row; exceptions: of rows that failed, or that were not taken as they are'),
});
export type ContactImportQuery = z.infer<typeof ContactImportQuery>;

/** What became of one row. */
export const ContactImportRow = z
  .object({
    line: z.int().describe('Of the file, from 1; the header is line 1'),
    outcome: z.enum(['created', 'updated', 'unchanged', 'failed']),
    contactId: ContactId.nullable(),
    reason: z.string().nullable().describe('Why it failed, or what of it was not taken'),
  })
  .meta({
    id: 'ContactImportRow',
    example: { line: 7, outcome: 'failed', contactId: null, reason: 'phone: "12" is no number' },
  });
export type ContactImportRow = z.infer<typeof ContactImportRow>;

export const ContactImportReport = z
  .object({
    total: z.int().describe('Rows of the file, without the header'),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    rows: z.array(ContactImportRow).describe('As `report` asked for, in the order of the file'),
  })
  .meta({
    id: 'ContactImportReport',
    example: {
      total: 3,
      created: 1,
      updated: 1,
      unchanged: 0,
      failed: 1,
      rows: [{ line: 4, outcome: 'failed' as const, contactId: null, reason: 'phone: "12" is no number' }],
    },
  });
export type ContactImportReport = z.infer<typeof ContactImportReport>;
