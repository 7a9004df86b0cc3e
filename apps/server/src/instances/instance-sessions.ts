import { Injectable } from '@nestjs/common';
import { Channels, Connections, type ChannelSessions, type Connection } from '../channels/index.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { InstanceRecord } from './instance-record.ts';

/** Finds the sessions of an instance's channel. */
@Injectable()
export class InstanceSessions {
  constructor(
    private readonly channels: Channels,
    private readonly connections: Connections,
  ) {}

  /** @throws AppError qr_not_used for a channel without sessions */
  async of({ tenantId, id, channel }: InstanceRecord): Promise<{
    sessions: ChannelSessions;
    connection: Connection;
  }> {
    const { sessions } = this.channels.for(channel);
    if (sessions === undefined)
      throw new AppError(
        'qr_not_used',
        'This instance is on the Cloud API and connects with its access token',
      );
    return { sessions, connection: await this.connections.of(tenantId, id) };
  }
}
