import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { Database } from '../../../platform/database/database.ts';
import type { SessionOwner, SessionPlace } from '../../channel.ts';
import { SessionPlacesQueries } from './session-places.queries.ts';
import { SessionRegistry } from './session-registry.ts';

/** Where sessions are, seen from this process. */
@Injectable()
export class SessionPlaces {
  constructor(
    private readonly registry: SessionRegistry,
    private readonly queries: SessionPlacesQueries,
    private readonly database: Database,
  ) {}

  /** Where a message for this instance can leave; `nowhere` also while its session is being opened. */
  async placeOf(instanceId: InstanceId): Promise<SessionPlace> {
    const here = this.registry.of(instanceId);
    if (here !== undefined) return here.socket !== undefined && here.hold.mayAct() ? 'here' : 'nowhere';
    const holder = await this.queries.holderOf(instanceId);
    return holder?.isOpen === true ? 'elsewhere' : 'nowhere';
  }

  /** Whether a process has its session, open or not. */
  async isHeld(instanceId: InstanceId): Promise<boolean> {
    return (
      this.registry.of(instanceId) !== undefined || (await this.queries.holderOf(instanceId)) !== undefined
    );
  }

  async ownersOf(
    tenantId: TenantId,
    instanceIds: readonly InstanceId[],
  ): Promise<ReadonlyMap<InstanceId, SessionOwner>> {
    return this.database.inTenant(tenantId, (tx) => this.queries.ownersOf(tenantId, tx, instanceIds));
  }
}
