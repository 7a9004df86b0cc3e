import { Injectable } from '@nestjs/common';
import type { AgentId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { AgentsRepository } from './agents.repository.ts';
import { auditedAgent } from './present-agent.ts';

/** Removes an agent. */
@Injectable()
export class DeleteAgent {
  constructor(
    private readonly database: Database,
    private readonly repository: AgentsRepository,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: AgentId): Promise<void> {
    const { tenantId } = caller;
    await this.database.inTenant(tenantId, async (tx) => {
      const row = await this.repository.lock(tenantId, tx, id);
      if (row === undefined || !mayUseInstance(caller, row.instance_id)) throw notFound('Agent');
      await this.repository.delete(tenantId, tx, id);
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'agent.deleted',
        resourceType: 'agent',
        resourceId: id,
        before: auditedAgent(row),
      });
    });
  }
}
