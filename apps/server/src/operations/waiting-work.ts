import { sql } from 'kysely';

/** The work of a lane is counted up to here. */
const MOST = 1_000;

/** The first rows of a lane's queue, in the order of the index that has them. */
const first = (rows: ReturnType<typeof sql>) => sql`(${rows} limit ${MOST})`;

/**
 * What of the work of each row `lane`, by its kind and id, is due, and since when the oldest of it is; joined as `work`. Of other
 * kinds than its own nothing is read. Uses messages_due, inbound_events_due, webhook_deliveries_due, agent_turns_due,
 * broadcast_recipients_open, conversations_waiting, media_to_fetch, consent_confirmations_due.
 */
export const waitingWork = sql`
  cross join lateral (
    select count(*)::int as waiting, min(due.at) as oldest_at
    from (
      ${first(sql`
        select m.run_at as at from messages m
        where lane.kind = 'send' and m.instance_id = lane.id and m.status = 'pending' order by m.priority, m.seq`)}
      union all
      ${first(sql`
        select e.run_at from inbound_events e
        where lane.kind = 'inbound' and e.instance_id = lane.id and e.state = 'pending' order by e.seq`)}
      union all
      ${first(sql`
        select d.run_at from webhook_deliveries d
        where lane.kind = 'webhook' and d.webhook_id = lane.id and d.state = 'pending' order by d.run_at`)}
      union all
      ${first(sql`
        select r.created_at from webhook_replays r cross join generate_series(1, least(r.total - r.queued, ${MOST}))
        where lane.kind = 'webhook-replay' and r.id = lane.id`)}
      union all
      ${first(sql`
        select t.run_at from agent_turns t
        where lane.kind = 'automation' and t.agent_id = lane.id and t.state in ('pending', 'decided') and t.claim_id is null
        order by t.run_at`)}
      union all
      ${first(sql`
        select coalesce(b.started_at, b.starts_at)
        from broadcasts b join broadcast_recipients r on r.broadcast_id = b.id and r.state in ('pending', 'accepting')
        where lane.kind = 'broadcast' and b.id = lane.id`)}
      union all
      ${first(sql`
        select c.waiting_since from conversations c
        where lane.kind = 'distribution' and c.instance_id = lane.id and c.status = 'waiting' order by c.waiting_since`)}
      union all
      ${first(sql`
        select f.run_at from media f
        where lane.kind = 'media' and f.instance_id = lane.id and f.state = 'pending' order by f.run_at`)}
      union all
      ${first(sql`
        select c.run_at from consent_confirmations c
        where lane.kind = 'consent' and c.instance_id = lane.id order by c.run_at`)}
    ) due
    where due.at <= now()
  ) work`;
