import { Injectable } from '@nestjs/common';
import type { CreateApiKeyRequest, CreatedApiKey, InstanceId, TenantId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { newApiKey, secretHash } from '../auth/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';
import { refusalOf } from './api-key-policy.ts';
import { ApiKeysRepository } from './api-keys.repository.ts';

/** Makes an API key and shows it this once; only its hash is kept. */
@Injectable()
export class CreateApiKey {
  constructor(
    private readonly database: Database,
    private readonly repository: ApiKeysRepository,
    private readonly audit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError forbidden when it could do more than its maker, invalid_request for unknown instances */
  async execute(caller: Caller, request: CreateApiKeyRequest): Promise<CreatedApiKey> {
    const { tenantId } = caller;
    const grant = {
      permissions: [...new Set(request.permissions)],
      instanceIds: request.instanceIds,
      expiresAt: request.expiresAt === undefined ? undefined : new Date(request.expiresAt),
    };
    const refusal = refusalOf(caller, grant, this.clock.now());
    if (refusal?.code === 'forbidden') throw new AppError('forbidden', refusal.message);
    if (refusal !== undefined) throw invalidRequest([{ path: [refusal.path], message: refusal.message }]);
    const { key, shownPrefix } = newApiKey();
    return this.database.inTenant(tenantId, async (tx) => {
      await this.#assertInstances(tenantId, tx, grant.instanceIds ?? []);
      const apiKey = await this.repository.insert(tenantId, tx, {
        id: this.clock.newId(),
        name: request.name,
        hash: secretHash(key),
        shownPrefix,
        createdBy: caller.userId ?? null,
        ...grant,
      });
      await this.audit.execute(tenantId, tx, caller, {
        action: 'api_key.created',
        resourceType: 'api_key',
        resourceId: apiKey.id,
        after: { ...apiKey },
      });
      return { ...apiKey, key };
    });
  }

  async #assertInstances(tenantId: TenantId, tx: Tx, ids: InstanceId[]): Promise<void> {
    if (ids.length === 0) return;
    const known = await this.repository.knownInstances(tenantId, tx, ids);
    const issues = ids.flatMap((id, index) =>
      known.has(id) ? [] : [{ path: ['instanceIds', index], message: 'is not an instance of this tenant' }],
    );
    if (issues.length > 0) throw invalidRequest(issues);
  }
}
