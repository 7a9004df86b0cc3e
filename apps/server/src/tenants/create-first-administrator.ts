import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@recado/contracts';
import { RecordAudit, systemActor } from '../audit/index.ts';
import { Passwords } from '../auth/index.ts';
import { Clock } from '../platform/clock.ts';
import { WorkerDatabase, type Tx } from '../platform/database/database.ts';
import { FirstAdministratorRepository } from './first-administrator.repository.ts';
import { TenantsRepository } from './tenants.repository.ts';

export interface FirstAdministrator {
  tenantSlug: string;
  email: string;
  /** Generated when absent. */
  password?: string | undefined;
}

export interface FirstAdministratorOutcome {
  created: boolean;
  /** Only when it was generated now: this is the one time it can be shown. */
  generatedPassword?: string;
  tenantId: TenantId;
}

const PASSWORD_BYTES = 15;

/**
 * Makes the first tenant and its administrator when the platform has no active administrator yet. Processes that start
 * together take turns, so that one makes them. Works across tenants, as a worker.
 */
@Injectable()
export class CreateFirstAdministrator {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly tenants: TenantsRepository,
    private readonly repository: FirstAdministratorRepository,
    private readonly passwords: Passwords,
    private readonly audit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  async execute({ tenantSlug, email, password }: FirstAdministrator): Promise<FirstAdministratorOutcome> {
    return this.database.transaction(async (tx) => {
      await this.repository.takeTurns(tx);
      const existing = await this.repository.tenantOfAdministrator(tx);
      if (existing !== undefined) return { created: false, tenantId: existing };
      const tenantId = await this.#tenant(tx, tenantSlug);
      const generatedPassword =
        password === undefined ? randomBytes(PASSWORD_BYTES).toString('base64url') : undefined;
      const passwordHash = await this.passwords.hash(password ?? generatedPassword ?? '');
      const userId = await this.repository.makeAdministrator(tenantId, tx, {
        id: this.clock.newId<UserId>(),
        email: email.toLowerCase(),
        passwordHash,
      });
      await this.audit.execute(tenantId, tx, systemActor, {
        action: 'user.created',
        resourceType: 'user',
        resourceId: userId,
        after: { email: email.toLowerCase(), role: 'admin' },
      });
      return { created: true, tenantId, ...(generatedPassword !== undefined && { generatedPassword }) };
    });
  }

  async #tenant(tx: Tx, slug: string): Promise<TenantId> {
    const existing = await this.tenants.findBySlug(tx, slug);
    if (existing !== undefined) return existing;
    const fields = { name: slug, slug, settings: {}, isActive: true };
    const tenant = await this.tenants.insert(this.clock.newId(), tx, fields);
    return tenant.id;
  }
}
