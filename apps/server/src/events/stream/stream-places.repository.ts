import { Injectable } from '@nestjs/common';
import type { EventId, TenantId } from '@recado/contracts';
import type { Tx } from '../../platform/database/database.ts';
import { EventTailRepository } from '../event-tail.repository.ts';

/** Where a stream goes on: after this number, which is that of this event unless there is none yet. */
export interface StreamPlace {
  sequence: number;
  eventId: EventId | undefined;
}

/** Finds where streams begin. */
@Injectable()
export class StreamPlacesRepository {
  constructor(private readonly tail: EventTailRepository) {}

  /** Undefined when the tenant has no such event, or no longer. */
  async of(tenantId: TenantId, tx: Tx, eventId: EventId): Promise<StreamPlace | undefined> {
    const row = await tx
      .selectFrom('events')
      .select('seq')
      .where('id', '=', eventId)
      .where('tenant_id', '=', tenantId)
      .where('only_webhook_id', 'is', null)
      .executeTakeFirst();
    return row && { sequence: row.seq, eventId };
  }

  /** After all that has happened. Uses events_by_tenant. */
  async now(tenantId: TenantId, tx: Tx): Promise<StreamPlace> {
    const sequence = await this.tail.newest(tx, tenantId);
    const row = await tx
      .selectFrom('events')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('seq', '=', sequence)
      .where('only_webhook_id', 'is', null)
      .executeTakeFirst();
    return { sequence, eventId: row?.id };
  }
}
