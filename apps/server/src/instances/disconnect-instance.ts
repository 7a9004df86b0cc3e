import { Injectable } from '@nestjs/common';
import type { InstanceConnection, InstanceId } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import type { Actor } from '../audit/index.ts';
import { ChannelError, Channels, Connections, type Connection } from '../channels/index.ts';
import { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import type { TenantId } from '@recado/contracts';
import { ChangeStatus, type NewStatus } from './change-status.ts';
import type { InstanceRecord } from './instance-record.ts';
import { InstancesRepository } from './instances.repository.ts';
import { presentConnection } from './present-instance.ts';

/** Why an instance of a channel with sessions is disconnected; the session says so as well when it is closed. */
const stopped = { code: 'stopped', text: 'Disconnected on request; the link stays' } as const;

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

  /**
   * @param logout ends the link itself, where the channel has one: the next connection needs a new scan
   * @throws AppError not_found, or not_supported_by_channel for a logout of a channel without links
   */
  async execute(
    tenantId: TenantId,
    by: Actor,
    id: InstanceId,
    { logout = false }: { logout?: boolean | undefined } = {},
  ): Promise<InstanceConnection> {
    const connection = await this.connections.of(tenantId, id);
    const { sessions } = this.channels.for(connection.channel);
    if (logout && sessions === undefined)
      throw new AppError('not_supported_by_channel', 'Only a number with a QR code can be logged out');
    await this.#change(tenantId, id, {
      to: 'disconnected',
      from: ['connecting', 'connected', 'failed'],
      by,
      ...(sessions && { details: { reason: stopped } }),
    });
    await this.#leaveWhatsapp(connection, logout);
    return presentConnection(await this.#change(tenantId, id, { to: 'disconnected', from: [], by }));
  }

  async #change(tenantId: TenantId, id: InstanceId, change: NewStatus): Promise<InstanceRecord> {
    return this.database.inTenant(tenantId, async (tx) => {
      const changed = await this.changeStatus.execute(tenantId, tx, id, change);
      const instance = changed ?? (await this.repository.lock(tenantId, tx, id));
      if (instance === undefined) throw notFound('The instance');
      return instance;
    });
  }

  /** Tells WhatsApp, where it can be told. */
  async #leaveWhatsapp(connection: Connection, logout: boolean): Promise<void> {
    const channel = this.channels.for(connection.channel);
    try {
      if (logout) await channel.sessions?.logOut(connection);
      else await channel.disconnect(connection);
    } catch (error) {
      const isLate = error instanceof AppError && error.code === 'session_unreachable';
      if (!isLate && !(error instanceof ChannelError)) throw error;
      const { instanceId } = connection;
      this.logger.warn({ err: error, instanceId }, 'WhatsApp could not be told of a disconnection');
    }
  }
}
