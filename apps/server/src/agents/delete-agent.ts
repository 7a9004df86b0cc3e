import { Injectable } from '@nestjs/common';
import type { AgentId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { FollowAgents, HoldDistribution } from '../distribution/index.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { AgentsQueries } from './agents.queries.ts';
import { AgentsRepository } from './agents.repository.ts';
import { auditedAgent } from './present-agent.ts';

/** Removes an agent; its conversations go to others. */
@Injectable()
export class DeleteAgent {
  constructor(
    private readonly database: Database,
    private readonly repository: AgentsRepository,
    private readonly queries: AgentsQueries,
    private readonly holdDistribution: HoldDistribution,
    private readonly followAgents: FollowAgents,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: AgentId): Promise<void> {
    const { tenantId } = caller;
    await this.database.inTenant(tenantId, async (tx) => {
      const found = await this.queries.find(tenantId, tx, id);
      if (found === undefined || !mayUseInstance(caller, found.instance_id)) throw notFound('Agent');
      const held = await this.holdDistribution.execute(tenantId, tx, found.instance_id);
      if (!(await this.repository.deactivate(tenantId, tx, id))) throw notFound('Agent');
      await this.followAgents.execute(held, tx, { all: true });
      await this.repository.delete(tenantId, tx, id);
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'agent.deleted',
        resourceType: 'agent',
        resourceId: id,
        before: auditedAgent(found),
      });
    });
  }
}
