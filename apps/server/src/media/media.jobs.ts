import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InstanceId, type MediaId } from '@recado/contracts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../platform/queue/lane.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { FetchInboundMedia } from './fetch-inbound-media.ts';
import { FETCHES_AT_ONCE, MEDIA_LANE } from './media-fetch-policy.ts';
import { MediaFetchRepository } from './media-fetch.repository.ts';

/** The lane of an instance that fetches its files, a few at a time. */
@Injectable()
export class MediaLane implements LaneKind, OnModuleInit, OnModuleDestroy {
  readonly name = MEDIA_LANE;
  readonly #stop = new AbortController();

  constructor(
    private readonly lanes: Lanes,
    private readonly repository: MediaFetchRepository,
    private readonly fetchInboundMedia: FetchInboundMedia,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  /** A large file may take minutes, which a stopping process does not have: another one begins anew. */
  onModuleDestroy(): void {
    this.#stop.abort();
  }

  findDue(limit: number): Promise<string[]> {
    return this.repository.findDue(limit);
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    const instanceId = InstanceId.parse(turn.id);
    const running = new Map<MediaId, Promise<void>>();
    const stop = AbortSignal.any([this.#stop.signal, turn.signal]);
    while (!turn.shouldYield() && !stop.aborted) {
      const due = await this.repository.claimDue(instanceId, FETCHES_AT_ONCE - running.size, [
        ...running.keys(),
      ]);
      for (const media of due)
        running.set(
          media.id,
          this.fetchInboundMedia.execute(media, stop).finally(() => running.delete(media.id)),
        );
      if (running.size === 0)
        return { state: 'idle', nextDueAt: await this.repository.nextDueAt(instanceId) };
      await Promise.race(running.values());
    }
    await Promise.all(running.values());
    return { state: 'more' };
  }
}
