import { Injectable } from '@nestjs/common';
import type { PutRetention, RetentionSettings } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { RetentionLimits } from './retention-limits.ts';
import { beyondLimits } from './retention-policy.ts';
import { RetentionSettingsRepository } from './retention-settings.repository.ts';

/** Replaces how long a tenant keeps what, within what the operator keeps. */
@Injectable()
export class UpdateRetention {
  constructor(
    private readonly database: Database,
    private readonly limits: RetentionLimits,
    private readonly repository: RetentionSettingsRepository,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError invalid_request (longer than the operator keeps it), forbidden */
  async execute(caller: Caller, wanted: PutRetention): Promise<RetentionSettings> {
    const { tenantId, instanceIds } = caller;
    if (instanceIds !== undefined)
      throw new AppError('forbidden', 'An API key that is limited to instances cannot do this');
    const errors = beyondLimits(wanted, this.limits.all);
    if (errors.length > 0) throw new AppError('invalid_request', undefined, { errors });
    await this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.find(tenantId, tx);
      await this.repository.replace(tenantId, tx, wanted);
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'retention_settings.updated',
        resourceType: 'tenant',
        resourceId: tenantId,
        before: { ...before },
        after: { ...wanted },
      });
    });
    return this.limits.around(wanted);
  }
}
