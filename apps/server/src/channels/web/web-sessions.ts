import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { ChannelGroups, ChannelSessions, Connection, SessionOwner, SessionPlace } from '../channel.ts';
import { WebSessionsRepository, type Wanted } from './session/web-sessions.repository.ts';

/** The sessions of the web channel as any process sees them. */
@Injectable()
export class WebSessions implements ChannelSessions {
  readonly groups: ChannelGroups = {
    list: () => Promise.reject(notYet()),
    get: () => Promise.reject(notYet()),
    create: () => Promise.reject(notYet()),
    changeMembers: () => Promise.reject(notYet()),
    leave: () => Promise.reject(notYet()),
  };

  constructor(
    private readonly database: Database,
    private readonly repository: WebSessionsRepository,
  ) {}

  /** Notes what the tenant wants; a worker does it. */
  async want({ tenantId, instanceId }: Connection, wanted: Wanted): Promise<void> {
    await this.database.inTenant(tenantId, (tx) => this.repository.want(tenantId, tx, instanceId, wanted));
  }

  placeOf(_instanceId: InstanceId): Promise<SessionPlace> {
    return Promise.resolve('nowhere');
  }

  qrCode(_connection: Connection): Promise<{ text: string; expiresAt: Date } | undefined> {
    return Promise.resolve(undefined);
  }

  requestPairingCode(
    _connection: Connection,
    _phoneNumber: string,
  ): Promise<{ code: string; expiresAt: Date }> {
    return Promise.reject(notYet());
  }

  async logOut(connection: Connection): Promise<void> {
    await this.want(connection, 'logged_out');
  }

  ownersOf(_tenantId: TenantId, _instanceIds: InstanceId[]): Promise<ReadonlyMap<InstanceId, SessionOwner>> {
    return Promise.resolve(new Map());
  }

  findNumber(_connection: Connection, _phoneNumber: string): Promise<{ whatsappId: string } | undefined> {
    return Promise.reject(notYet());
  }
}

const notYet = (): AppError => new AppError('not_supported_by_channel');
