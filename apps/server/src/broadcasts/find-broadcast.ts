import { Injectable } from '@nestjs/common';
import type { BroadcastId, BroadcastWithProgress } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import type { Caller } from '../platform/http/caller.ts';
import { BroadcastsQueries } from './broadcasts.queries.ts';
import { presentBroadcast, presentProgress } from './present-broadcast.ts';

/** A broadcast that the caller may see, with how far it is. */
@Injectable()
export class FindBroadcast {
  constructor(
    private readonly queries: BroadcastsQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: BroadcastId): Promise<BroadcastWithProgress> {
    const row = await this.queries.get(caller, id);
    const counts = await this.queries.countResults(caller.tenantId, id);
    return { ...presentBroadcast(row), progress: presentProgress(row, counts, this.clock.now()) };
  }
}
