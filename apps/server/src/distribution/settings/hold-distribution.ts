import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import type { Tx } from '../../platform/database/database.ts';
import { DistributionSettingsRepository, type HeldInstance } from './distribution-settings.repository.ts';

/**
 * Keeps everyone else from distributing an instance's conversations until the transaction ends. Whoever changes agents or
 * conversations in a way that matters to it calls this before touching either.
 */
@Injectable()
export class HoldDistribution {
  constructor(private readonly settings: DistributionSettingsRepository) {}

  /** An instance that has no settings gets those of the beginning. The instance must be the tenant's. */
  async execute(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<HeldInstance> {
    const known = await this.settings.hold(tenantId, tx, instanceId);
    if (known !== undefined) return known;
    await this.settings.ensure(tenantId, tx, instanceId);
    const made = await this.settings.hold(tenantId, tx, instanceId);
    if (made === undefined) throw new Error('The settings that were just made are missing');
    return made;
  }
}
