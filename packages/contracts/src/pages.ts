import { z } from 'zod';

/** Query fields of every list: how many (at most 100), and where to go on. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('How many at most'),
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before, as it was given'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** The answer of every list: `nextCursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  const page = z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('`cursor` of the next page; null on the last one'),
  });
  const example = item.meta()?.['example'];
  return example === undefined ? page : page.meta({ example: { items: [example], nextCursor: null } });
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A time as ISO 8601 in UTC with milliseconds. */
export const Timestamp = z.iso.datetime().meta({ example: '2026-11-24T12:00:00.000Z' });
