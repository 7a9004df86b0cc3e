import { Inject, Injectable } from '@nestjs/common';
import type { Channel, ChannelKind } from './channel.ts';
import { AppError } from '../platform/http/app-error.ts';

/** Injection token of the adapters there are. */
export const CHANNEL_ADAPTERS = Symbol('ChannelAdapters');

/** Finds the adapter of a channel. */
@Injectable()
export class Channels {
  readonly #channels: ReadonlyMap<ChannelKind, Channel>;

  constructor(@Inject(CHANNEL_ADAPTERS) channels: Channel[]) {
    this.#channels = new Map(channels.map((channel) => [channel.kind, channel]));
  }

  /** Undefined when this server has no such channel. */
  find(kind: ChannelKind): Channel | undefined {
    return this.#channels.get(kind);
  }

  /** @throws AppError channel_unavailable when this server has no such channel */
  for(kind: ChannelKind): Channel {
    const channel = this.#channels.get(kind);
    if (channel === undefined)
      throw new AppError('channel_unavailable', `The channel ${kind} is not installed on this server`);
    return channel;
  }
}
