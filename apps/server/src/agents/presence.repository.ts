import { Injectable } from '@nestjs/common';
import type { AgentId, AgentPresence, TenantId, UserId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';

/** Writes whether people are at work. */
@Injectable()
export class PresenceRepository {
  /**
   * Notes that the presence is still what it was.
   * @param lapsesAfterSeconds online without a heartbeat for so long is online no more
   * @returns false when it was another one, or lapsed
   */
  async beat(
    tenantId: TenantId,
    tx: Tx,
    agentId: AgentId,
    { presence, lapsesAfterSeconds }: { presence: AgentPresence; lapsesAfterSeconds: number },
  ): Promise<boolean> {
    const result = await sql`
      update agent_presence set heartbeat_at = clock_timestamp()
      where tenant_id = ${tenantId} and agent_id = ${agentId} and presence = ${presence}
        and (presence <> 'online' or heartbeat_at > clock_timestamp() - make_interval(secs => ${lapsesAfterSeconds}))`.execute(
      tx,
    );
    return result.numAffectedRows === 1n;
  }

  /** @returns what was said before */
  async change(
    tenantId: TenantId,
    tx: Tx,
    agentId: AgentId,
    { presence, at }: { presence: AgentPresence; at: Date },
  ): Promise<string | undefined> {
    const { rows } = await sql<{ before: string | null }>`
      with known as (select presence from agent_presence where tenant_id = ${tenantId} and agent_id = ${agentId})
      insert into agent_presence (agent_id, tenant_id, presence, heartbeat_at, changed_at)
      values (${agentId}, ${tenantId}, ${presence}, ${at}, ${at})
      on conflict (agent_id) do update
      set presence = excluded.presence, heartbeat_at = excluded.heartbeat_at, changed_at = excluded.changed_at
      returning (select presence from known) as before`.execute(tx);
    return rows[0]?.before ?? undefined;
  }

  /** The agents that a user is, by agents_by_user. */
  async agentsOf(tenantId: TenantId, tx: Tx, userId: UserId): Promise<AgentId[]> {
    const rows = await tx
      .selectFrom('agents')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      .where('type', '=', 'human')
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => id);
  }
}
