import { Injectable } from '@nestjs/common';
import type { InstanceId } from '@recado/contracts';
import { Channels, Connections, type ChannelGroups, type Connection } from '../channels/index.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';

/** Finds the way to the groups of an instance that the caller may use. */
@Injectable()
export class GroupsOfInstance {
  constructor(
    private readonly connections: Connections,
    private readonly channels: Channels,
  ) {}

  /** @throws AppError not_found, not_supported_by_channel */
  async find(
    caller: Caller,
    instanceId: InstanceId,
  ): Promise<{ connection: Connection; groups: ChannelGroups }> {
    if (!mayUseInstance(caller, instanceId)) throw notFound('The instance');
    const connection = await this.connections.of(caller.tenantId, instanceId);
    const { sessions } = this.channels.for(connection.channel);
    if (sessions === undefined)
      throw new AppError('not_supported_by_channel', `A ${connection.channel} instance has no groups`);
    return { connection, groups: sessions.groups };
  }
}
