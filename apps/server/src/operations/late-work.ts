import { sql } from 'kysely';

/** What is due for longer than this should have been done: a sweep comes every second, a dead hold ends within 12. */
const STUCK_SECONDS = 30;

export const late = sql`now() - make_interval(secs => ${STUCK_SECONDS})`;

/** What waits in a lane of each number, of which only the head is looked at. */
const ofNumbers = sql`
  select 'send' as kind, i.id, i.name, i.tenant_id, head.run_at as at
  from instances i
  cross join lateral (
    select m.run_at from messages m
    where m.instance_id = i.id and m.status = 'pending' and m.run_at <= now() order by m.priority, m.seq limit 1
  ) head
  where i.is_active and i.status = 'connected'
  union all
  select 'inbound', i.id, i.name, i.tenant_id, head.run_at
  from instances i
  cross join lateral (
    select e.run_at from inbound_events e
    where e.instance_id = i.id and e.state = 'pending' and e.run_at <= now() order by e.seq limit 1
  ) head
  union all
  select 'media', i.id, i.name, i.tenant_id, head.run_at
  from instances i
  cross join lateral (
    select f.run_at from media f where f.instance_id = i.id and f.state = 'pending' order by f.run_at limit 1
  ) head
  union all
  select 'consent', i.id, i.name, i.tenant_id, head.run_at
  from instances i
  cross join lateral (
    select c.run_at from consent_confirmations c where c.instance_id = i.id order by c.run_at limit 1
  ) head
  union all
  select 'distribution', i.id, i.name, i.tenant_id, s.next_look_at
  from distribution_settings s join instances i on i.id = s.instance_id
  where s.next_look_at < ${late}`;

/** Attempts of a worker that vanished, which nobody settled; a claim without an end waits for a person. */
const ofLostAttempts = sql`
  select 'send', i.id, i.name, i.tenant_id, min(m.claim_until)
  from messages m join instances i on i.id = m.instance_id
  where m.status in ('sending', 'in_doubt') and m.claim_until < ${late}
  group by i.id`;

const ofEndpoints = sql`
  select 'webhook', w.id, w.url, w.tenant_id, head.at
  from webhooks w
  cross join lateral (
    (
      select d.run_at as at from webhook_deliveries d
      where d.webhook_id = w.id and d.state = 'pending' and d.run_at <= now() order by d.run_at limit 1
    )
    union all
    (
      select d.claim_until from webhook_deliveries d
      where d.webhook_id = w.id and d.state = 'delivering' and d.claim_until <= now() order by d.claim_until limit 1
    )
  ) head
  where w.is_active and (w.paused_until is null or w.paused_until <= now())
  union all
  select 'webhook-replay', r.id, w.url, r.tenant_id, r.run_at
  from webhook_replays r join webhooks w on w.id = r.webhook_id
  where r.state = 'running'`;

/** A turn waits for the one before it in its conversation, and is not late while it does. */
const ofAgents = sql`
  select 'automation', a.id, a.name, a.tenant_id, head.at
  from agents a
  cross join lateral (
    (
      select t.run_at as at from agent_turns t
      where t.agent_id = a.id and t.state in ('pending', 'decided') and t.claim_id is null and (
        t.state = 'decided' or not exists (
          select from agent_turns w where w.conversation_id = t.conversation_id and w.state in ('running', 'decided')
        )
      )
      order by t.run_at limit 1
    )
    union all
    (
      select t.claim_until from agent_turns t
      where t.agent_id = a.id and t.claim_id is not null order by t.claim_until limit 1
    )
    union all
    (
      select c.assigned_at from conversations c
      where c.agent_id = a.id and c.status = 'pending' and c.agent_heard_at is distinct from c.assigned_at
      order by c.id limit 1
    )
  ) head
  where a.type <> 'human'`;

/** One whose number is gone is to be ended. */
const ofBroadcasts = sql`
  select 'broadcast', id, name, tenant_id, run_at from broadcasts where run_at < ${late}
  union all
  select 'broadcast', id, name, tenant_id, updated_at
  from broadcasts where instance_id is null and state in ('scheduled', 'running', 'paused')`;

/**
 * Lanes with work that is late, of every kind that is registered but the broker's, as `kind`, `id`, `name`, `tenant_id` and `at`, since
 * when. Looks at the head of each lane of each number, endpoint and agent along the index by which its worker finds it, or at an index
 * of what is at work alone: messages_due, messages_unsettled, inbound_events_due, media_to_fetch, consent_confirmations_due,
 * distribution_settings_due, webhook_deliveries_due, webhook_deliveries_claimed, webhook_replays_running, agent_turns_due,
 * agent_turns_claimed, conversations_unheard, broadcasts_due, broadcasts_orphaned.
 */
export const lateWork = sql`
  select kind, id, name, tenant_id, min(at) as at
  from (${ofNumbers} union all ${ofLostAttempts} union all ${ofEndpoints} union all ${ofAgents} union all ${ofBroadcasts}) due
  where at < ${late}
  group by kind, id, name, tenant_id`;
