import type pg from 'pg';
import { english, firstNames, FREQUENT, lastNames, portuguese, RARE } from './words.ts';

export interface SeedPlan {
  messages: number;
  conversations: number;
  /** Whether messages are to be found by their words; ten millions are seeded without. */
  hasSearch: boolean;
}

/** What the requests name. */
export interface Seeded {
  instanceId: string;
  agentId: string;
  /** It has one of fifty messages. */
  deepConversationId: string;
  conversationId: string;
  contactId: string;
}

const INSTANCES = 4;
const AGENTS = 20;
const AT_ONCE = 250_000;
/** What comes last goes through the triggers, as in life: the index has its list of what is not merged into it yet. */
const THROUGH_TRIGGERS = 10_000;

const array = (words: readonly string[]): string => `array['${words.join(`', '`)}']`;

/** A year of messages, ever more of them; one in twenty has the frequent word, ten in a million the rare one. */
const preparation = (hasSearch: boolean): string => `
  set synchronous_commit = off;
  set maintenance_work_mem = '1GB';
  set work_mem = '256MB';
  set timezone = 'UTC';
  create temporary table drawn (place int primary key, id uuid, instance_id uuid, contact_id uuid, number text);
  create function pg_temp.pick(words text[]) returns text language sql volatile as
    $$ select words[1 + floor(power(random(), 2.2) * cardinality(words))::int] $$;
  create function pg_temp.sentence(n int) returns text language plpgsql volatile as $$
  declare
    words constant text[] := case when random() < 0.2 then ${array(english)} else ${array(portuguese)} end;
    said text := pg_temp.pick(words);
  begin
    if not ${String(hasSearch)} then return 'oi'; end if;
    for i in 1 .. 3 + floor(random() * 12)::int loop said := said || ' ' || pg_temp.pick(words); end loop;
    if random() < 0.05 then said := said || ' ${FREQUENT}'; end if;
    if random() < 0.3 then said := said || ' ' || floor(random() * 900000 + 100000)::int; end if;
    if n % 100000 = 77 then said := said || ' ${RARE}'; end if;
    return said;
  end $$;
  create function pg_temp.content(n int) returns jsonb language plpgsql volatile as $$
  declare
    kind constant float8 := random();
  begin
    return case
      when kind < 0.88 then jsonb_build_object('type', 'text', 'content', pg_temp.sentence(n))
      when kind < 0.96 then jsonb_build_object('type', 'image', 'content',
        jsonb_build_object('mimeType', 'image/jpeg', 'caption', pg_temp.sentence(n)))
      when kind < 0.98 then jsonb_build_object('type', 'audio', 'content', jsonb_build_object('mimeType', 'audio/ogg'))
      when n % 2 = 0 then jsonb_build_object('type', 'button_reply', 'content', jsonb_build_object('id', 'sim', 'title', 'Sim'))
      else jsonb_build_object('type', 'template', 'content', jsonb_build_object('name', 'aviso', 'language', 'pt_BR')) end;
  end $$`;

/** Fills the tenant with an inbox of this size, unless it is, and another with a tenth of it. Set by set: minutes, not hours. */
export async function seedInbox(client: pg.Client, tenantId: string, plan: SeedPlan): Promise<Seeded> {
  const { rows: filled } = await client.query(`select from tenants where slug = 'noise'`);
  if (filled.length > 0) return pick(client, tenantId);
  await client.query(preparation(plan.hasSearch));
  const { rows } = await client.query<{ id: string }>(
    `insert into tenants (name, slug) values ('Noise', 'noise') returning id`,
  );
  const triggers = (change: 'enable' | 'disable') =>
    client.query(
      `alter table messages ${change} trigger user; alter table conversations ${change} trigger user`,
    );
  await triggers('disable');
  await client.query('drop index message_search_words');
  const tenth = { ...plan, messages: plan.messages / 10, conversations: plan.conversations / 10 };
  await fillTenant(client, rows[0]?.id ?? '', tenth);
  await fillTenant(client, tenantId, { ...plan, messages: plan.messages - THROUGH_TRIGGERS });
  await client.query(
    'create index message_search_words on message_search using gin (search) with (gin_pending_list_limit = 1024)',
  );
  await triggers('enable');
  if (plan.hasSearch) await addMessages(client, tenantId, plan, plan.messages - THROUGH_TRIGGERS);
  await client.query('vacuum analyze');
  return pick(client, tenantId);
}

async function fillTenant(client: pg.Client, tenantId: string, plan: SeedPlan): Promise<void> {
  await addPeople(client, tenantId, plan.conversations);
  for (let from = 0; from < plan.messages; from += AT_ONCE)
    await addMessages(
      client,
      tenantId,
      { ...plan, messages: Math.min(plan.messages, from + AT_ONCE) },
      from,
      plan.messages,
    );
  if (plan.hasSearch) await indexWords(client, tenantId);
  await settleConversations(client, tenantId);
  await countAll(client, tenantId, plan.messages / 10);
}

async function addPeople(client: pg.Client, tenantId: string, conversations: number): Promise<void> {
  await client.query(
    `insert into instances (tenant_id, name, phone_number, channel)
     select $1, 'Bench ' || n, '+5511400' || lpad(n::text, 5, '0'), 'web' from generate_series(1, ${String(INSTANCES)}) n`,
    [tenantId],
  );
  await client.query('truncate drawn');
  const withInstance = `
    join (select id, row_number() over (order by id) - 1 as place from instances where tenant_id = $1) i
      on i.place = n % ${String(INSTANCES)}`;
  await client.query(
    `insert into agents (tenant_id, instance_id, name, type)
     select $1, i.id, 'Agent ' || n, 'human' from generate_series(1, ${String(AGENTS)}) n ${withInstance}`,
    [tenantId],
  );
  await client.query(
    `insert into drawn
     select n, gen_random_uuid(), i.id, gen_random_uuid(), '+55119' || lpad(n::text, 8, '0')
     from generate_series(1, $2::int) n ${withInstance}`,
    [tenantId, conversations],
  );
  await client.query(
    `insert into contacts (id, tenant_id, name, email, labels, consent, is_blocked)
     select contact_id, $1, pg_temp.pick($2) || ' ' || pg_temp.pick($3), 'c' || place || '@example.com',
       case when place % 10 = 0 then array['vip'] when place % 500 = 1 then array['atacado'] else '{}' end,
       case when place % 20 = 0 then 'opted_out' when place % 3 = 0 then 'opted_in' else 'unknown' end, place % 300 = 0
     from drawn`,
    [tenantId, firstNames, lastNames],
  );
  await client.query(
    `insert into contact_identities (tenant_id, kind, value, contact_id) select $1, 'phone', number, contact_id from drawn`,
    [tenantId],
  );
  await client.query(
    `insert into conversations (id, tenant_id, instance_id, contact_id, created_at)
     select id, $1, instance_id, contact_id, now() - interval '1 year' from drawn`,
    [tenantId],
  );
}

/** Messages from one number up to that of the plan, in the order of time. */
async function addMessages(
  client: pg.Client,
  tenantId: string,
  { messages, conversations }: SeedPlan,
  from: number,
  total: number = messages,
): Promise<void> {
  await client.query(
    `insert into messages (id, tenant_id, instance_id, conversation_id, message_id, recipient, sender, content, direction, status,
       created_at, processed_at, updated_at)
     select gen_random_uuid(), $1, c.instance_id, c.id, 'bench' || n, c.number, c.number, pg_temp.content(n), direction,
       case when direction = 'inbound' then 'delivered' when n % 50 = 1 then 'failed' else 'read' end, at, at, at
     from (
       select n, case when n % 2 = 0 then 'inbound' else 'outbound' end as direction,
         date_trunc('milliseconds', now() - interval '365 days' * (1 - sqrt(n / $4::float8))) as at,
         case when n % 50 = 0 then 1 else 1 + floor(power(random(), 2) * $5)::int end as place
       from generate_series($2::int + 1, $3::int) n
     ) message
     join drawn c using (place)
     order by n`,
    [tenantId, from, messages, total, conversations],
  );
}

/** As the trigger does it, all at once. */
async function indexWords(client: pg.Client, tenantId: string): Promise<void> {
  await client.query(
    `insert into message_search (message_id, tenant_id, instance_id, direction, type, created_at, search)
     select id, tenant_id, instance_id, direction, type, created_at,
       message_vector(tenant_id, instance_id, conversation_id, type, created_at, search_words(said))
     from (select *, content ->> 'type' as type, message_text(content) as said from messages where tenant_id = $1 offset 0) message
     where said is not null`,
    [tenantId],
  );
}

/** Of a hundred conversations 86 are closed, 8 open, 3 with an automatic agent, 3 wait. */
async function settleConversations(client: pg.Client, tenantId: string): Promise<void> {
  await client.query(
    `update conversations c
     set last_message_at = m.last_at, last_inbound_at = m.last_inbound_at, opened_at = m.last_at - interval '1 hour',
       status = case when d.place % 100 < 86 then 'closed' when d.place % 100 < 94 then 'open' when d.place % 100 < 97 then 'pending'
         else 'waiting' end,
       waiting_since = case when d.place % 100 >= 97 then m.last_at end,
       closed_at = case when d.place % 100 < 86 then m.last_at end,
       agent_id = case when d.place % 100 between 86 and 96 then a.id end,
       last_agent_id = a.id, labels = case when d.place % 10 = 0 then array['vip'] when d.place % 500 = 1 then array['atacado'] else '{}' end,
       unread_count = d.place % 3
     from drawn d
     join lateral (
       select max(created_at) as last_at, max(created_at) filter (where direction = 'inbound') as last_inbound_at
       from messages where conversation_id = d.id
     ) m on m.last_at is not null
     left join lateral (
       select id from agents where instance_id = d.instance_id order by id offset d.place % ${String(AGENTS / INSTANCES)} limit 1
     ) a on true
     where c.id = d.id and c.tenant_id = $1`,
    [tenantId],
  );
}

/** As the triggers note it: each hour's messages, and what became of so many conversations. */
async function countAll(client: pg.Client, tenantId: string, sessions: number): Promise<void> {
  await client.query(
    `insert into statistics_deltas (tenant_id, instance_id, hour, measure, count)
     select tenant_id, instance_id, date_trunc('hour', created_at, 'UTC'), direction || '_' || message_group(content ->> 'type'), count(*)
     from messages where tenant_id = $1
     group by 1, 2, 3, 4`,
    [tenantId],
  );
  await client.query(
    `insert into statistics_deltas (tenant_id, instance_id, agent_id, hour, measure, count, duration_ms, duration_class)
     select $1, instance_id, case when measure <> 'opened' then agent_id end,
       date_trunc('hour', at + coalesce(duration_ms, 0) * interval '1 ms', 'UTC'), measure, 1, duration_ms, duration_class(duration_ms)
     from (
       select a.id as agent_id, a.instance_id,
         now() - interval '365 days' * (1 - sqrt(random())) as at,
         exp(3.5 + random() * 3)::bigint * 1000 as response_ms, exp(6 + random() * 4)::bigint * 1000 as resolution_ms
       from generate_series(1, $2::int) n
       join (select id, instance_id, row_number() over () - 1 as place from agents where tenant_id = $1) a
         on a.place = n % ${String(AGENTS)}
     ) session
     cross join lateral (
       values ('opened', null::bigint), ('assigned', null), ('first_response', response_ms), ('closed', resolution_ms)
     ) event (measure, duration_ms)
     where at + coalesce(duration_ms, 0) * interval '1 ms' < now()
     order by at`,
    [tenantId, sessions],
  );
}

/** The deepest conversation, and one of the open ones with some messages. */
async function pick(client: pg.Client, tenantId: string): Promise<Seeded> {
  const { rows } = await client.query<Seeded>(
    `with sizes as (select conversation_id as id, count(*) as messages from messages where tenant_id = $1 group by 1)
     select c.instance_id as "instanceId", c.agent_id as "agentId", c.id as "conversationId", c.contact_id as "contactId",
       (select id from sizes order by messages desc limit 1) as "deepConversationId"
     from conversations c
     join sizes using (id)
     where c.tenant_id = $1 and c.status = 'open' and c.agent_id is not null
     order by sizes.messages desc
     offset 10 limit 1`,
    [tenantId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('Nothing was seeded');
  return row;
}
