import { Injectable } from '@nestjs/common';
import type {
  AgentId,
  ContactId,
  ConversationId,
  ConversationStatus,
  InstanceId,
  TenantId,
} from '@recado/contracts';
import { sql } from 'kysely';
import { Database } from '../platform/database/database.ts';
import type { IdentityKey } from './identity-key.ts';

/** A conversation, and the names under which its contact could be written to. */
export interface ConversationReach {
  id: ConversationId;
  instanceId: InstanceId;
  contactId: ContactId;
  status: ConversationStatus;
  agentId: AgentId | null;
  channel: string;
  identities: IdentityKey[];
}

/** Reads of conversations. */
@Injectable()
export class ConversationsQueries {
  constructor(private readonly database: Database) {}

  async reach(tenantId: TenantId, id: ConversationId): Promise<ConversationReach | undefined> {
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<ConversationReach>`
        select c.id, c.instance_id as "instanceId", c.contact_id as "contactId", c.status, c.agent_id as "agentId", i.channel,
          (
            select coalesce(json_agg(json_build_object('kind', k.kind, 'value', k.value) order by k.created_at, k.value), '[]')
            from contact_identities k
            where k.contact_id = c.contact_id
          ) as identities
        from conversations c
        join instances i on i.id = c.instance_id
        join contacts p on p.id = c.contact_id and p.erased_at is null
        where c.tenant_id = ${tenantId} and c.id = ${id}`.execute(tx);
      return rows[0];
    });
  }
}
