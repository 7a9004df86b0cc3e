import { z } from 'zod';
import { AppError } from './app-error.ts';

const Cursor = z.tuple([z.string(), z.uuid()]);

/** An opaque place in a list ordered by a sort value and an id. */
export function encodeCursor(sortValue: string, id: string): string {
  return Buffer.from(JSON.stringify([sortValue, id])).toString('base64url');
}

/** @throws AppError invalid_cursor */
export function decodeCursor(cursor: string): { sortValue: string; id: string } {
  try {
    const [sortValue, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { sortValue, id };
  } catch {
    throw new AppError('invalid_cursor');
  }
}

/** Cuts `limit + 1` rows to a page; `place` gives the sort value and the id of a row. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  item: (row: Row) => Item,
  place: (row: Row) => { sortValue: string; id: string },
): { items: Item[]; nextCursor: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const at = last === undefined ? undefined : place(last);
  return {
    items: rows.slice(0, limit).map(item),
    nextCursor: at === undefined ? null : encodeCursor(at.sortValue, at.id),
  };
}
