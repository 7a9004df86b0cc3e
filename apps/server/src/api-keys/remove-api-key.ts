import { Injectable } from '@nestjs/common';
import type { ApiKeyId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { KnownAccess } from '../auth/index.ts';
import { afterCommit, Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { ApiKeysRepository } from './api-keys.repository.ts';

/** Removes an API key: refused in this process at once, in the others within seconds. */
@Injectable()
export class RemoveApiKey {
  constructor(
    private readonly database: Database,
    private readonly repository: ApiKeysRepository,
    private readonly known: KnownAccess,
    private readonly audit: RecordAudit,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: ApiKeyId): Promise<void> {
    const { tenantId } = caller;
    await this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.remove(tenantId, tx, id);
      if (before === undefined) throw notFound('The API key');
      await this.audit.execute(tenantId, tx, caller, {
        action: 'api_key.removed',
        resourceType: 'api_key',
        resourceId: id,
        before: { ...before },
      });
      afterCommit(() => {
        this.known.forgetApiKey(id);
      });
    });
  }
}
