import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.ts';

const Row = z.object({
  key: z.object({ remoteJid: z.string(), id: z.string(), participant: z.string().nullish() }),
});

/** How WhatsApp named messages that came in. */
@Injectable()
export class ReceivedKeysQueries {
  constructor(private readonly database: Database) {}

  /** Undefined when it never came, or too long ago. The messages of an instance that are kept are looked through. */
  async of(
    tenantId: TenantId,
    instanceId: InstanceId,
    whatsappId: string,
  ): Promise<{ remoteJid: string; id: string; participant?: string } | undefined> {
    const { rows } = await this.database.inTenant(tenantId, (tx) =>
      sql`
        select payload #> '{message,key}' as key
        from inbound_events
        where tenant_id = ${tenantId} and instance_id = ${instanceId}
          and event_key like 'msg:%' and payload #>> '{message,key,id}' = ${whatsappId}
        limit 1`.execute(tx),
    );
    const [row] = z.array(Row).parse(rows);
    if (row === undefined) return undefined;
    const { remoteJid, id, participant } = row.key;
    return { remoteJid, id, ...(participant != null && { participant }) };
  }
}
