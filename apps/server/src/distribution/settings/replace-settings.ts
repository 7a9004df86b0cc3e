import { Injectable } from '@nestjs/common';
import type { DistributionSettings, InstanceId, PutDistribution } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { FollowAgents } from '../waiting/follow-agents.ts';
import { DistributionSettingsRepository } from './distribution-settings.repository.ts';
import { HoldDistribution } from './hold-distribution.ts';

/** Replaces how an instance distributes its conversations. Those that wait are looked at again by the new rules. */
@Injectable()
export class ReplaceSettings {
  constructor(
    private readonly database: Database,
    private readonly settings: DistributionSettingsRepository,
    private readonly holdDistribution: HoldDistribution,
    private readonly followAgents: FollowAgents,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found */
  async execute(
    caller: Caller,
    instanceId: InstanceId,
    request: PutDistribution,
  ): Promise<DistributionSettings> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const isKnown =
        mayUseInstance(caller, instanceId) && (await this.settings.hasInstance(tenantId, tx, instanceId));
      if (!isKnown) throw notFound('Instance');
      const held = await this.holdDistribution.execute(tenantId, tx, instanceId);
      await this.settings.update(tenantId, tx, instanceId, request);
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'distribution.updated',
        resourceType: 'instance',
        resourceId: instanceId,
        before: { ...held.settings },
        after: { ...request },
      });
      await this.followAgents.execute({ ...held, settings: request }, tx);
      return request;
    });
  }
}
