import { MediaId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';

/** What a deletion of messages, called `m` there, has to return of each: the file that came with it. */
export const mediaOfMessage = sql`case when m.direction = 'inbound' then m.content #>> '{content,mediaId}' end as "mediaId"`;

/** Messages that were deleted, and the files that came with them, whose bytes are still in the store. */
export interface DeletedMessages {
  count: number;
  files: MediaId[];
}

/** Deletes the files of deleted messages, as far as there are any. */
export async function withTheirMedia(
  tx: Tx,
  messages: readonly { mediaId: string | null }[],
): Promise<DeletedMessages> {
  const named = messages.flatMap(({ mediaId }) => MediaId.safeParse(mediaId).data ?? []);
  if (named.length === 0) return { count: messages.length, files: [] };
  const { rows } = await sql<{ id: MediaId }>`
    delete from media where id = any(${named}::uuid[]) returning id`.execute(tx);
  return { count: messages.length, files: rows.map(({ id }) => id) };
}
