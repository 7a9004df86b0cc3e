import { Injectable } from '@nestjs/common';
import type { Agent, AgentId, AgentPresence } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { FollowAgents, HoldDistribution, LAPSES_AFTER_SECONDS } from '../distribution/index.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { AgentsQueries } from './agents.queries.ts';
import type { AgentAtWorkRow } from './present-agent.ts';
import { PresenceRepository } from './presence.repository.ts';

/** Says whether an agent is at work. Said again in time, it is a heartbeat. */
@Injectable()
export class SetPresence {
  constructor(
    private readonly database: Database,
    private readonly queries: AgentsQueries,
    private readonly repository: PresenceRepository,
    private readonly holdDistribution: HoldDistribution,
    private readonly followAgents: FollowAgents,
    private readonly recordAudit: RecordAudit,
  ) {}

  /**
   * For those who may change agents, and for the user who is the agent.
   * @throws AppError not_found, forbidden, conflict (an automatic agent)
   */
  async execute(caller: Caller, id: AgentId, presence: AgentPresence): Promise<Agent> {
    return this.database.inTenant(caller.tenantId, async (tx) => {
      const agent = await this.queries.find(caller.tenantId, tx, id);
      if (agent === undefined || !mayUseInstance(caller, agent.instance_id)) throw notFound('Agent');
      if (!caller.permissions.has('agents:write') && !isOwn(caller, agent))
        throw new AppError(
          'forbidden',
          'The permission agents:write is needed, or to be the user of the agent',
        );
      if (agent.type !== 'human') throw new AppError('conflict', 'An automatic agent is always online');
      return this.#set(caller, tx, agent, presence);
    });
  }

  async #set(
    caller: Caller,
    tx: Tx,
    { id, instance_id: instanceId }: AgentAtWorkRow,
    presence: AgentPresence,
  ): Promise<Agent> {
    const { tenantId } = caller;
    const beat = { presence, lapsesAfterSeconds: LAPSES_AFTER_SECONDS };
    if (!(await this.repository.beat(tenantId, tx, id, beat))) {
      const held = await this.holdDistribution.execute(tenantId, tx, instanceId);
      // Deleted while this one waited, it has no presence.
      if ((await this.queries.find(tenantId, tx, id)) === undefined) throw notFound('Agent');
      const before = await this.repository.change(tenantId, tx, id, { presence, at: held.now });
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'agent.presence_changed',
        resourceType: 'agent',
        resourceId: id,
        before: { presence: before ?? 'offline' },
        after: { presence },
      });
      await this.followAgents.execute(held, tx);
    }
    return this.queries.shown(tenantId, tx, id);
  }
}

const isOwn = ({ userId }: Caller, agent: AgentAtWorkRow): boolean =>
  userId !== undefined && agent.user_id === userId;
