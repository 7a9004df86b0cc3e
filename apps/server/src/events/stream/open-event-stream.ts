import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { EventStreamQuery } from '@recado/contracts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { EventStream } from './event-stream.ts';
import { EventStreams } from './event-streams.ts';
import { opening } from './sse-frame.ts';
import { StreamPlacesRepository, type StreamPlace } from './stream-places.repository.ts';

/** Opens a stream of events that goes on after the last one its client saw, or begins now. */
@Injectable()
export class OpenEventStream {
  constructor(
    private readonly database: Database,
    private readonly places: StreamPlacesRepository,
    private readonly streams: EventStreams,
  ) {}

  /**
   * @param authenticate says again who reads, for as long as the stream is open
   * @throws AppError event_not_kept, too_many_streams
   */
  async execute(
    caller: Caller,
    { lastEventId, viewers: hearsViewers, ...scope }: EventStreamQuery,
    authenticate: () => Promise<Caller>,
  ): Promise<Readable> {
    const { tenantId } = caller;
    this.streams.assertRoom(tenantId);
    const place = await this.#placeOf(caller, lastEventId);
    this.streams.assertRoom(tenantId);
    const { sequence, eventId } = place;
    const stream = new EventStream({ caller, scope, hearsViewers, sequence, opening: opening(eventId) });
    this.streams.follow(tenantId, { stream, authenticate });
    return stream.out;
  }

  async #placeOf({ tenantId }: Caller, lastEventId: EventStreamQuery['lastEventId']): Promise<StreamPlace> {
    const place = await this.database.inTenant(tenantId, (tx) =>
      lastEventId === undefined ? this.places.now(tenantId, tx) : this.places.of(tenantId, tx, lastEventId),
    );
    if (place === undefined) throw new AppError('event_not_kept');
    return place;
  }
}
