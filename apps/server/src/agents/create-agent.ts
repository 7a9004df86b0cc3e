import { Injectable } from '@nestjs/common';
import type { Agent, AgentId, CreateAgent as Request } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { FollowAgents, HoldDistribution } from '../distribution/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { AgentsQueries } from './agents.queries.ts';
import { AgentsRepository } from './agents.repository.ts';
import { CheckConfiguration } from './check-configuration.ts';
import { auditedAgent } from './present-agent.ts';

/** Adds an agent to an instance, as long as the instance has room. Inactive agents count too. */
@Injectable()
export class CreateAgent {
  constructor(
    private readonly database: Database,
    private readonly repository: AgentsRepository,
    private readonly checkConfiguration: CheckConfiguration,
    private readonly queries: AgentsQueries,
    private readonly holdDistribution: HoldDistribution,
    private readonly followAgents: FollowAgents,
    private readonly recordAudit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found (the instance, the user), agent_limit_reached, address_not_allowed */
  async execute(caller: Caller, request: Request): Promise<Agent> {
    const { tenantId } = caller;
    if (!mayUseInstance(caller, request.instanceId)) throw notFound('Instance');
    await this.checkConfiguration.assertAddress(request);
    return this.database.inTenant(tenantId, async (tx) => {
      const room = await this.repository.lockRoom(tenantId, tx, request.instanceId);
      if (room === undefined) throw notFound('Instance');
      if (room.agents >= room.maxAgents)
        throw new AppError(
          'agent_limit_reached',
          `The instance has ${String(room.agents)} of at most ${String(room.maxAgents)} agents`,
        );
      const held = await this.holdDistribution.execute(tenantId, tx, request.instanceId);
      const id = this.clock.newId<AgentId>();
      const { fields, secrets, madeSecret } = await this.checkConfiguration.execute(tenantId, tx, id, {
        request,
      });
      const { instanceId } = request;
      const row = await this.repository.insert(tenantId, tx, { ...fields, id, instanceId });
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'agent.created',
        resourceType: 'agent',
        resourceId: row.id,
        after: { ...auditedAgent(row), ...secrets },
      });
      await this.followAgents.execute(held, tx);
      const agent = await this.queries.shown(tenantId, tx, id);
      return { ...agent, ...(madeSecret !== undefined && { secret: madeSecret }) };
    });
  }
}
