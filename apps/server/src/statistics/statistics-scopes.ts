import { Injectable } from '@nestjs/common';
import type { InstanceId } from '@recado/contracts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { StatisticsQueries, type Scope } from './statistics.queries.ts';

/** Whose statistics a caller may see. */
@Injectable()
export class StatisticsScopes {
  constructor(private readonly queries: StatisticsQueries) {}

  /** @throws AppError not_found when the instance is not the caller's */
  async of(caller: Caller, instanceId?: InstanceId): Promise<Scope> {
    const { tenantId, instanceIds } = caller;
    if (instanceId === undefined) return { tenantId, instances: instanceIds && [...instanceIds] };
    if (!mayUseInstance(caller, instanceId) || !(await this.queries.hasInstance(tenantId, instanceId)))
      throw notFound('The instance');
    return { tenantId, instances: [instanceId] };
  }
}
