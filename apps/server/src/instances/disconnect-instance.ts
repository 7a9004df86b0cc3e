import { Injectable } from '@nestjs/common';
import type { InstanceConnection, InstanceId } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import type { Actor } from '../audit/index.ts';
import { ChannelError, Channels, Connections } from '../channels/index.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import type { TenantId } from '@recado/contracts';
import { ChangeStatus } from './change-status.ts';
import { InstancesRepository } from './instances.repository.ts';
import { presentConnection } from './present-instance.ts';

/** Disconnects an instance: it sends no more at once, whatever WhatsApp says to it. What is accepted waits. */
@Injectable()
export class DisconnectInstance {
  constructor(
    private readonly database: Database,
    private readonly repository: InstancesRepository,
    private readonly changeStatus: ChangeStatus,
    private readonly connections: Connections,
    private readonly channels: Channels,
    private readonly logger: PinoLogger,
  ) {}

  /** @throws AppError not_found */
  async execute(tenantId: TenantId, by: Actor, id: InstanceId): Promise<InstanceConnection> {
    const instance = await this.database.inTenant(tenantId, async (tx) => {
      const changed = await this.changeStatus.execute(tenantId, tx, id, {
        to: 'disconnected',
        from: ['connecting', 'connected', 'failed'],
        by,
      });
      return changed ?? (await this.repository.lock(tenantId, tx, id));
    });
    if (instance === undefined) throw notFound('The instance');
    await this.leaveWhatsapp(tenantId, id);
    return presentConnection(instance);
  }

  /** Tells WhatsApp, where it can be told. */
  async leaveWhatsapp(tenantId: TenantId, id: InstanceId): Promise<void> {
    const connection = await this.connections.of(tenantId, id);
    try {
      await this.channels.for(connection.channel).disconnect(connection);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      this.logger.warn(
        { instanceId: id, failure: error.failure },
        'WhatsApp could not be told of a disconnection',
      );
    }
  }
}
