import { Injectable } from '@nestjs/common';
import { defaultDistribution, type DistributionSettings, type InstanceId } from '@recado/contracts';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { DistributionSettingsRepository } from './distribution-settings.repository.ts';

/** Shows how an instance distributes its conversations. */
@Injectable()
export class ShowSettings {
  constructor(
    private readonly database: Database,
    private readonly settings: DistributionSettingsRepository,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, instanceId: InstanceId): Promise<DistributionSettings> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const isKnown =
        mayUseInstance(caller, instanceId) && (await this.settings.hasInstance(tenantId, tx, instanceId));
      if (!isKnown) throw notFound('Instance');
      return (await this.settings.find(tenantId, tx, instanceId)) ?? defaultDistribution;
    });
  }
}
