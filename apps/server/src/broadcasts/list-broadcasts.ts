import { Injectable } from '@nestjs/common';
import type {
  BroadcastId,
  BroadcastPage,
  BroadcastRecipientPage,
  BroadcastRecipientsQuery,
  BroadcastsQuery,
} from '@recado/contracts';
import { z } from 'zod';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';
import { BroadcastsQueries } from './broadcasts.queries.ts';
import { presentBroadcast, presentRecipient } from './present-broadcast.ts';

const Place = z.coerce.number().int();

function placeOf(cursor: string): number {
  const place = Place.safeParse(decodeCursor(cursor).sortValue);
  if (!place.success) throw new AppError('invalid_cursor');
  return place.data;
}

/** Pages of broadcasts, and of the recipients of one. */
@Injectable()
export class ListBroadcasts {
  constructor(private readonly queries: BroadcastsQueries) {}

  /** @throws AppError invalid_cursor */
  async execute(caller: Caller, query: BroadcastsQuery): Promise<BroadcastPage> {
    const rows = await this.queries.list(caller, query);
    return toPage(rows, query.limit, presentBroadcast, ({ id }) => ({ sortValue: '', id }));
  }

  /** @throws AppError not_found, invalid_cursor */
  async recipients(
    caller: Caller,
    id: BroadcastId,
    { result, limit, cursor }: BroadcastRecipientsQuery,
  ): Promise<BroadcastRecipientPage> {
    const after = cursor === undefined ? 0 : placeOf(cursor);
    await this.queries.get(caller, id);
    const rows = await this.queries.recipients(caller.tenantId, id, { result, after, limit: limit + 1 });
    return toPage(rows, limit, presentRecipient, ({ place }) => ({ sortValue: String(place), id }));
  }
}
