import { Injectable } from '@nestjs/common';
import { InstanceId, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/database/database.ts';
import { storableJson } from '../platform/database/jsonb.ts';

export interface NewInboundEvent {
  id: string;
  instanceId: InstanceId;
  kind: 'message' | 'status' | 'notice' | 'foreign' | 'unreadable';
  eventKey: string;
  payload: unknown;
}

const Inserted = z.array(z.object({ instance_id: InstanceId }));

/** What is only kept is not for the lane: foreign updates are done, unreadable ones set aside. */
const states: Record<NewInboundEvent['kind'], 'pending' | 'done' | 'poison'> = {
  message: 'pending',
  status: 'pending',
  notice: 'pending',
  foreign: 'done',
  unreadable: 'poison',
};

@Injectable()
export class InboundEventsRepository {
  /**
   * Inserts those events that are not known yet, in the order given, by one statement. Events of an instance that was
   * deleted meanwhile are dropped.
   * @returns instances that got something to process
   */
  async insertNew(tenantId: TenantId, tx: Tx, events: NewInboundEvent[]): Promise<InstanceId[]> {
    const { rows } = await sql`
      with given as (
        select *
        from unnest(
          ${events.map((event) => event.id)}::uuid[],
          ${events.map((event) => event.instanceId)}::uuid[],
          ${events.map((event) => event.eventKey)}::text[],
          ${events.map((event) => event.kind)}::text[],
          ${events.map((event) => states[event.kind])}::text[],
          ${events.map((event) => storableJson(event.payload))}::jsonb[]
        ) with ordinality as e (id, instance_id, event_key, kind, state, payload, place)
      ),
      inserted as (
        insert into inbound_events (id, tenant_id, instance_id, event_key, kind, state, payload, processed_at)
        select g.id, i.tenant_id, g.instance_id, g.event_key, g.kind, g.state, g.payload,
          case when g.state = 'done' then now() end
        from given g
        join instances i on i.id = g.instance_id and i.tenant_id = ${tenantId}
        order by g.place
        on conflict (instance_id, event_key) do nothing
        returning instance_id, state
      )
      select distinct instance_id from inserted where state = 'pending'`.execute(tx);
    return Inserted.parse(rows).map((row) => row.instance_id);
  }
}
