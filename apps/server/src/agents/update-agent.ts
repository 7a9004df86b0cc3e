import { Injectable } from '@nestjs/common';
import type { Agent, AgentId, UpdateAgent as Request } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { FollowAgents, HoldDistribution } from '../distribution/index.ts';
import { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { AgentSecrets } from './agent-secrets.ts';
import { AgentsQueries } from './agents.queries.ts';
import { AgentsRepository } from './agents.repository.ts';
import { CheckConfiguration } from './check-configuration.ts';
import { auditedAgent } from './present-agent.ts';

/** Replaces an agent. One that is switched off, or becomes of another type, gives its conversations back. */
@Injectable()
export class UpdateAgent {
  constructor(
    private readonly database: Database,
    private readonly repository: AgentsRepository,
    private readonly checkConfiguration: CheckConfiguration,
    private readonly agentSecrets: AgentSecrets,
    private readonly queries: AgentsQueries,
    private readonly holdDistribution: HoldDistribution,
    private readonly followAgents: FollowAgents,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found (also the user), conflict (another instance), address_not_allowed */
  async execute(caller: Caller, id: AgentId, request: Request): Promise<Agent> {
    const { tenantId } = caller;
    await this.checkConfiguration.assertAddress(request);
    return this.database.inTenant(tenantId, async (tx) => {
      const found = await this.queries.find(tenantId, tx, id);
      if (found === undefined || !mayUseInstance(caller, found.instance_id)) throw notFound('Agent');
      const held = await this.holdDistribution.execute(tenantId, tx, found.instance_id);
      const before = await this.repository.lock(tenantId, tx, id);
      if (before === undefined) throw notFound('Agent');
      if (request.instanceId !== undefined && request.instanceId !== before.instance_id)
        throw new AppError('conflict', 'An agent stays with its instance; make another one there');
      const { fields, secrets, madeSecret } = await this.checkConfiguration.execute(tenantId, tx, id, {
        request,
        before,
      });
      const row = await this.repository.update(tenantId, tx, id, {
        ...fields,
        isActive: request.isActive ?? before.is_active,
      });
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'agent.updated',
        resourceType: 'agent',
        resourceId: id,
        before: { ...auditedAgent(before), ...this.agentSecrets.open(tenantId, id, before.secrets) },
        after: { ...auditedAgent(row), ...secrets },
      });
      await this.followAgents.execute(held, tx);
      const agent = await this.queries.shown(tenantId, tx, id);
      return { ...agent, ...(madeSecret !== undefined && { secret: madeSecret }) };
    });
  }
}
