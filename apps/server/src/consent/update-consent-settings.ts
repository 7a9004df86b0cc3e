import { Injectable } from '@nestjs/common';
import type { OptOutSettings } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { assertWholeTenant } from '../contacts/index.ts';
import { Database } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { ConsentSettingsRepository } from './consent-settings.repository.ts';

/** Replaces the words by which a tenant's customers opt out and in. */
@Injectable()
export class UpdateConsentSettings {
  constructor(
    private readonly database: Database,
    private readonly repository: ConsentSettingsRepository,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError forbidden */
  async execute(caller: Caller, settings: OptOutSettings): Promise<OptOutSettings> {
    assertWholeTenant(caller);
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.find(tenantId, tx);
      await this.repository.replace(tenantId, tx, settings);
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'consent_settings.updated',
        resourceType: 'tenant',
        resourceId: tenantId,
        before,
        after: settings,
      });
      return settings;
    });
  }
}
