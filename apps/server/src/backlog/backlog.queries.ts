import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { WorkerDatabase } from '../platform/database/database.ts';

/** One figure of what waits in the database; `label` tells apart those of one name. */
export interface BacklogFigure {
  name:
    | 'messages'
    | 'oldestMessageSeconds'
    | 'instances'
    | 'unheldSessions'
    | 'deliveries'
    | 'oldestDeliverySeconds'
    | 'inboundEvents'
    | 'oldestInboundSeconds'
    | 'waitingConversations'
    | 'oldestWaitingSeconds'
    | 'turns'
    | 'oldestTurnSeconds'
    | 'broadcasts'
    | 'broadcastRecipients'
    | 'oldestBroadcastSeconds';
  label: string;
  value: number;
}

/** Rows of one state are counted up to here: a longer backlog must not make the figures slow. */
const MOST_COUNTED = 100_000;

/** What waits in the database, over all tenants. */
@Injectable()
export class BacklogQueries {
  constructor(private readonly database: WorkerDatabase) {}

  /**
   * Reads all figures in one statement. Uses the partial indexes of what is unsettled (messages_due, messages_unsettled,
   * webhook_deliveries_due, inbound_events_due, inbound_events_poison, web_sessions_wanted, conversations_waiting, agent_turns_due,
   * agent_turns_claimed, broadcasts_due, broadcast_recipients_open), never a whole table. What
   * waits for an instance or an endpoint that is not in use is counted, but has no age: nothing is late there.
   */
  async read(): Promise<BacklogFigure[]> {
    const { rows } = await sql<BacklogFigure>`
      with pending as (
        select run_at <= now() as is_due from messages where status = 'pending' limit ${MOST_COUNTED}
      ),
      unsettled as (
        select case when status = 'sending' then 'sending' when claim_until is null then 'held' else 'in_doubt' end as state
        from messages where status in ('sending', 'in_doubt') limit ${MOST_COUNTED}
      )
      select 'messages' as name, 'due' as label, count(*) filter (where is_due)::float8 as value from pending
      union all
      select 'messages', 'scheduled', count(*) filter (where not is_due)::float8 from pending
      union all
      select 'messages', state, count(unsettled.state)::float8
      from (values ('sending'), ('in_doubt'), ('held')) as known (state) left join unsettled using (state)
      group by state
      union all
      select 'oldestMessageSeconds', '', ${age(sql`min(head.run_at)`)}
      from instances i
      cross join lateral (
        select m.run_at from messages m
        where m.instance_id = i.id and m.status = 'pending' and m.run_at <= now()
        order by m.priority, m.seq limit 1
      ) head
      where i.is_active and i.status = 'connected'
      union all
      select 'instances', known.status, count(i.id)::float8
      from (values ('disconnected'), ('connecting'), ('connected'), ('failed')) as known (status)
      left join instances i on i.status = known.status and i.is_active
      group by known.status
      union all ${unheldSessions}
      union all ${waitingConversations}
      union all ${waitingDeliveries}
      union all ${turns}
      union all ${broadcasts}
      union all
      select 'inboundEvents', 'pending', count(*)::float8
      from (select from inbound_events where state = 'pending' limit ${MOST_COUNTED}) pending_events
      union all
      select 'inboundEvents', 'poison', count(*)::float8
      from (select from inbound_events where state = 'poison' limit ${MOST_COUNTED}) poison_events
      union all
      select 'oldestInboundSeconds', '', ${age(sql`min(head.run_at)`)}
      from instances i
      cross join lateral (
        select e.run_at from inbound_events e
        where e.instance_id = i.id and e.state = 'pending' and e.run_at <= now()
        order by e.seq limit 1
      ) head
      where i.is_active`.execute(this.database.statements);
    return rows;
  }
}

/** Seconds since a time, 0 when there is none. */
function age(time: ReturnType<typeof sql>) {
  return sql`greatest(0, coalesce(extract(epoch from now() - ${time}), 0))::float8`;
}

/** Sessions that are wanted and whose lease nobody holds. */
const unheldSessions = sql`
  select 'unheldSessions', '', count(*)::float8
  from web_sessions s
  where s.wanted <> 'offline' and not exists (
    select from leases l where l.kind = 'session' and l.id = s.instance_id and l.expires_at > now()
  )`;

/** Conversations that wait for an agent: how many, and how long the first of them has. */
const waitingConversations = sql`
  select 'waitingConversations', '', count(*)::float8
  from (select from conversations where status = 'waiting' limit ${MOST_COUNTED}) waiting
  union all
  select 'oldestWaitingSeconds', '', ${age(sql`min(head.waiting_since)`)}
  from instances i
  cross join lateral (
    select c.waiting_since from conversations c
    where c.instance_id = i.id and c.status = 'waiting'
    order by c.waiting_since, c.id limit 1
  ) head
  where i.is_active`;

const waitingDeliveries = sql`
  select 'deliveries', 'pending', count(*)::float8
  from (select from webhook_deliveries where state = 'pending' limit ${MOST_COUNTED}) pending_deliveries
  union all
  select 'oldestDeliverySeconds', '', ${age(sql`min(head.run_at)`)}
  from webhooks w
  cross join lateral (
    select d.run_at from webhook_deliveries d
    where d.webhook_id = w.id and d.state = 'pending' and d.run_at <= now()
    order by d.run_at limit 1
  ) head
  where w.is_active`;

/** What automatic agents have to answer. */
const turns = sql`
  select 'turns', state, count(turn.state)::float8
  from (values ('due'), ('later'), ('at_work')) as known (state)
  left join (
    (
      select case when run_at <= now() then 'due' else 'later' end as state
      from agent_turns where state in ('pending', 'decided') and claim_id is null limit ${MOST_COUNTED}
    )
    union all
    (select 'at_work' from agent_turns where claim_id is not null limit ${MOST_COUNTED})
  ) turn using (state)
  group by state
  union all
  select 'oldestTurnSeconds', '', ${age(sql`min(head.run_at)`)}
  from agents a
  cross join lateral (
    select t.run_at from agent_turns t
    where t.agent_id = a.id and t.state in ('pending', 'decided') and t.claim_id is null and t.run_at <= now()
    order by t.run_at limit 1
  ) head
  where a.type <> 'human'`;

/** Broadcasts that run or will, and whom they have yet to hand over; late is one whose lane should have gone on. */
const broadcasts = sql`
  select 'broadcasts', known.state, count(b.id)::float8
  from (values ('scheduled'), ('running')) as known (state)
  left join broadcasts b on b.state = known.state and b.run_at is not null
  group by known.state
  union all
  select 'broadcastRecipients', '', count(*)::float8
  from (
    select from broadcasts b
    join broadcast_recipients r on r.broadcast_id = b.id and r.state in ('pending', 'accepting')
    where b.run_at is not null and b.state = 'running'
    limit ${MOST_COUNTED}
  ) open
  union all
  select 'oldestBroadcastSeconds', '', ${age(sql`min(run_at)`)} from broadcasts where run_at <= now()`;
