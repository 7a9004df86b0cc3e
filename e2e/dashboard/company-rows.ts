import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { companyDay, offer } from './company-day.ts';

const CUSTOMERS = 96;
const MINUTE_MS = 60_000;

const firstNames = ['Aline', 'Beatriz', 'Caio', 'Diego', 'Eduarda', 'Felipe', 'Giovana', 'Heitor', 'Isabela'];
const lastNames = ['Souza', 'Oliveira', 'Lima', 'Ferreira', 'Alves', 'Ribeiro', 'Gomes', 'Martins', 'Rocha'];
const lastNamesAfter = ['', ' Neto', ' Filho'];

const DAY_MS = 24 * 60 * MINUTE_MS;

interface Customer {
  id: string;
  conversationId: string;
  name: string;
  phoneNumber: string;
  createdAt: string;
}

/** An id as Recado would have made it then: lists are in the order of their ids. */
const idAt = (ms: number): string => {
  const time = Math.floor(ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};

/** Who has been a customer for so many days. */
const customerAt = (place: number, nowMs: number): Customer => {
  const { length } = firstNames;
  const after = lastNamesAfter[Math.floor(place / (length * lastNames.length))] ?? '';
  const last = lastNames[(place + Math.floor(place / length)) % lastNames.length] ?? '';
  const createdMs = nowMs - (1 + place * 2.37) * DAY_MS;
  return {
    id: idAt(createdMs),
    conversationId: idAt(createdMs),
    createdAt: new Date(createdMs).toISOString(),
    name: `${firstNames[place % length] ?? ''} ${last}${after}`,
    phoneNumber: `+551190001${String(place).padStart(4, '0')}`,
  };
};

const reported = {
  displayName: 'Casa Aurora',
  phoneNumber: null,
  quality: 'GREEN',
  messagingLimit: 'TIER_10K',
  throughput: 'STANDARD',
};
const expired = { code: '190', reason: 'Error validating access token: the session has expired' };

interface Numbers {
  id: string;
  cloudId: string;
  others: string[];
}

/** All are numbers of São Paulo; one of the others is connected, the token of the second has expired. */
export async function settleNumbers(database: pg.Client, { id, cloudId, others }: Numbers): Promise<void> {
  const [connected, failed] = others;
  for (const [instanceId, phoneNumber] of [
    [cloudId, '+551140001000'],
    [id, '+551140001003'],
  ])
    await database.query('update instances set phone_number = $2 where id = $1', [instanceId, phoneNumber]);
  await database.query(
    `update instances set connection_data = connection_data || jsonb_build_object('report', $2::jsonb) where id = $1`,
    [cloudId, JSON.stringify(reported)],
  );
  const since = new Date(Date.now() - 90 * MINUTE_MS).toISOString();
  for (const [instanceId, status, data] of [
    [connected, 'connected', { since, report: reported }],
    [failed, 'failed', { since, report: { ...reported, quality: 'YELLOW' }, failure: expired }],
  ] as const)
    await database.query('update instances set status = $2, connection_data = $3 where id = $1', [
      instanceId,
      status,
      data,
    ]);
}

/** Customers with conversations, most of them closed, and a day of messages. Triggers count them, as in life. */
export async function addPeople(database: pg.Client, instanceId: string, agents: string[]): Promise<void> {
  const customers = Array.from({ length: CUSTOMERS }, (_, place) => customerAt(place, Date.now()));
  await database.query(
    `insert into contacts (id, tenant_id, name, labels, consent, consent_at, consent_source, created_at, updated_at)
     select c.id, i.tenant_id, c.name,
       case when place % 7 = 0 then array['vip', 'cliente'] when place % 5 = 0 then array['arquiteto']
         when place % 3 = 0 then array['orçamento'] when place % 2 = 0 then array['cliente'] else '{}' end,
       consent, case when consent <> 'unknown' then c.created_at + interval '1 hour' end,
       case consent when 'opted_in' then (array['Formulário do site', 'import', 'keyword'])[1 + place % 3]
         when 'opted_out' then 'keyword' end,
       c.created_at, c.created_at
     from rows from (jsonb_to_recordset($2) as (id uuid, name text, "createdAt" timestamptz))
       with ordinality as c (id, name, created_at, place)
     cross join lateral (
       select case when place % 11 = 4 then 'opted_out' when place % 4 < 3 then 'opted_in' else 'unknown' end as consent
     ) told
     join instances i on i.id = $1`,
    [instanceId, JSON.stringify(customers)],
  );
  await database.query(
    `insert into contact_identities (tenant_id, kind, value, contact_id)
     select i.tenant_id, 'phone', c."phoneNumber", c.id
     from jsonb_to_recordset($2) as c (id uuid, "phoneNumber" text)
     join instances i on i.id = $1`,
    [instanceId, JSON.stringify(customers)],
  );
  await database.query(
    `insert into conversations (id, tenant_id, instance_id, contact_id, created_at, last_message_at)
     select c."conversationId", i.tenant_id, i.id, c.id, now() - interval '1 month', now() - interval '1 day'
     from jsonb_to_recordset($2) as c (id uuid, "conversationId" uuid)
     join instances i on i.id = $1`,
    [instanceId, JSON.stringify(customers)],
  );
  await addMessages(database, instanceId, customers);
  await settleConversations(database, instanceId, customers, agents);
  await addBroadcast(database, instanceId);
}

async function addMessages(
  database: pg.Client,
  instanceId: string,
  customers: readonly Customer[],
): Promise<void> {
  const messages = companyDay(Date.now(), customers.length).map(({ customer, ...message }) => ({
    ...message,
    customer: customers[customer]?.phoneNumber,
    conversationId: customers[customer]?.conversationId,
  }));
  await database.query(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status,
       error_code, error_detail, attempt, created_at, processed_at, updated_at)
     select gen_random_uuid(), i.tenant_id, i.id, m."conversationId",
       case m.direction when 'outbound' then m.customer else i.phone_number end,
       case m.direction when 'outbound' then i.phone_number else m.customer end,
       jsonb_build_object('type', 'text', 'content', m.text), m.direction, m.status, m."errorCode", m."errorDetail", 1,
       at, case when m.direction = 'inbound' then at else at + m."sentAfterMs" * interval '1 ms' end, at
     from jsonb_to_recordset($2) as m (
       customer text, "conversationId" uuid, direction text, text text, status text, "errorCode" text, "errorDetail" text,
       "atMs" bigint, "sentAfterMs" int
     )
     join instances i on i.id = $1
     cross join lateral (select to_timestamp(m."atMs" / 1000.0) as at) moment
     order by at`,
    [instanceId, JSON.stringify(messages)],
  );
}

/** Three customers wait, twelve are with somebody; the first answer to half of them is known. */
async function settleConversations(
  database: pg.Client,
  instanceId: string,
  customers: readonly Customer[],
  agents: readonly string[],
): Promise<void> {
  await database.query(
    `update conversations c
     set last_message_at = m.last_at, last_inbound_at = m.last_inbound_at, opened_at = now() - (10 + place % 40) * interval '1 minute',
       status = case when place <= 3 then 'waiting' when place <= 15 then 'open' else 'closed' end,
       waiting_since = case when place <= 3 then now() - place * 4 * interval '1 minute' end,
       agent_id = case when place between 4 and 15 then ($3::uuid[])[1 + place % 2] end,
       last_agent_id = ($3::uuid[])[1 + place % 2],
       closed_at = case when place > 15 then m.last_at end,
       unread_count = case when place <= 3 then place when place <= 15 then place % 3 else 0 end
     from unnest($2::uuid[]) with ordinality as customer (id, place)
     cross join lateral (
       select max(created_at) as last_at, max(created_at) filter (where direction = 'inbound') as last_inbound_at
       from messages where conversation_id = customer.id
     ) m
     where c.id = customer.id and c.instance_id = $1`,
    [instanceId, customers.map(({ conversationId }) => conversationId), agents],
  );
  // The trigger counts what becomes known of a conversation that was opened before.
  await database.query(
    `update conversations c
     set first_response_at = c.opened_at + (35 + place * 37 % 260) * interval '1 second'
     from unnest($1::uuid[]) with ordinality as customer (id, place)
     where c.id = customer.id and place > 3 and place <= 52`,
    [customers.map(({ conversationId }) => conversationId)],
  );
}

/** The offer of half an hour ago, to everybody who got it. */
async function addBroadcast(database: pg.Client, instanceId: string): Promise<void> {
  await database.query(
    `with sent as (
       select id, recipient, created_at, row_number() over (order by seq) as place
       from messages where instance_id = $1 and content ->> 'content' = $2
     ),
     broadcast as (
       insert into broadcasts (id, tenant_id, instance_id, name, content, labels, state, rate_per_minute, starts_at, total,
         started_at, handed_over_at, finished_at, created_at, updated_at)
       select $3, i.tenant_id, i.id, 'Ofertas de novembro', jsonb_build_object('type', 'text', 'content', $2::text),
         '{"any": ["cliente", "vip"]}', 'completed', 8, min(sent.created_at), count(*), min(sent.created_at), max(sent.created_at), max(sent.created_at),
         min(sent.created_at) - interval '1 hour', max(sent.created_at)
       from sent
       join instances i on i.id = $1
       group by i.tenant_id, i.id
       returning id, tenant_id
     ),
     marked as (
       update messages m set broadcast_id = broadcast.id from sent, broadcast where m.id = sent.id
     )
     insert into broadcast_recipients (broadcast_id, place, tenant_id, phone_number, state, message_id, updated_at)
     select broadcast.id, sent.place, broadcast.tenant_id, sent.recipient, 'accepted', sent.id, sent.created_at
     from sent, broadcast`,
    [instanceId, offer, idAt(Date.now() - 95 * MINUTE_MS)],
  );
}

/** The systems of a shop, and how a day of deliveries to them went. They ask for events that do not happen here, so that nobody calls them. */
export async function addWebhooks(database: pg.Client, instanceId: string): Promise<void> {
  for (const [url, description, attemptsAnHour, failuresAnHour] of [
    ['https://crm.casaaurora.example/recado', 'CRM', 420, 0.4],
    ['https://estoque.casaaurora.example/webhooks', 'Estoque', 64, 3],
  ] as const)
    await database.query(
      `with webhook as (
         insert into webhooks (tenant_id, url, description, events, last_called)
         select tenant_id, $2, $3, '["contact.merged"]', now() from instances where id = $1
         returning id, tenant_id
       )
       insert into webhook_hours (tenant_id, webhook_id, hour, bucket, attempts, failures)
       select tenant_id, id, date_trunc('hour', now() - ago * interval '1 hour', 'UTC'), 60,
         ($4 * swing)::int, floor($5::float8 * (ago % 4) / 1.5)::int
       from webhook
       cross join generate_series(0, 23) ago
       cross join lateral (select 0.55 + 0.45 * cos((ago - 3) * 0.26) as swing) wave`,
      [instanceId, url, description, attemptsAnHour, failuresAnHour],
    );
}
