import { randomUUID } from 'node:crypto';
import { Instance } from '@recado/contracts';
import pg from 'pg';
import type { ApiClient } from '../harness/api.ts';
import { companyDay } from './company-day.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { createPerson } from './inbox-scene.ts';
import { webNumber } from './sandbox-numbers.ts';

const CUSTOMERS = 96;
const MINUTE_MS = 60_000;

const firstNames = ['Ana', 'Bruno', 'Camila', 'Diego', 'Eduarda', 'Felipe', 'Giovana', 'Heitor', 'Isabela'];
const lastNames = ['Souza', 'Oliveira', 'Lima', 'Ferreira', 'Alves', 'Ribeiro', 'Gomes', 'Martins', 'Rocha'];
const lastNamesAfter = ['', ' Neto', ' Filho'];

interface Customer {
  id: string;
  conversationId: string;
  name: string;
  phoneNumber: string;
}

const customerAt = (place: number): Customer => {
  const { length } = firstNames;
  const after = lastNamesAfter[Math.floor(place / (length * lastNames.length))] ?? '';
  const last = lastNames[(place + Math.floor(place / length)) % lastNames.length] ?? '';
  return {
    id: randomUUID(),
    conversationId: randomUUID(),
    name: `${firstNames[place % length] ?? ''} ${last}${after}`,
    phoneNumber: `+551190001${String(place).padStart(4, '0')}`,
  };
};

const companies = new WeakMap<DashboardScene, Promise<void>>();

/** A shop that has been at work for long: the screens of a tenant that has just begun would tell nothing. Once for each scene. */
export function fillCompany(scene: DashboardScene): Promise<void> {
  const company = companies.get(scene) ?? fill(scene);
  companies.set(scene, company);
  return company;
}

async function fill({ client, connectionString }: DashboardScene): Promise<void> {
  const { id, cloudId } = await webNumber(client);
  await client.expect('PUT', '/settings/tenant', { name: 'Casa Aurora' });
  await client.expect('PATCH', `/instances/${cloudId}`, { name: 'Vendas' });
  await client.expect('PATCH', `/instances/${id}`, { name: 'Loja Pinheiros' });
  const others = [
    await addNumber(client, 'Assistência técnica', 1),
    await addNumber(client, 'Financeiro', 2),
  ];
  const agents = [await createPerson(client, 'Juliana'), await createPerson(client, 'Tiago')];
  // No route writes the past, and the address of a picture must not be called: these rows go straight to the database.
  const database = new pg.Client({ connectionString });
  await database.connect();
  try {
    await settleNumbers(database, others);
    await addPeople(database, cloudId, agents);
    await addWebhooks(database, cloudId);
  } finally {
    await database.end();
  }
}

/** A number of Meta's that nothing is asked of. */
async function addNumber(client: ApiClient, name: string, place: number): Promise<string> {
  return Instance.parse(
    await client.expect('POST', '/instances', {
      name,
      phoneNumber: `+55114000100${String(place)}`,
      channel: 'cloud',
      cloud: {
        phoneNumberId: `10655012345678${String(place)}`,
        businessAccountId: '104996122399160',
        accessToken: 'a token of Meta',
        appSecret: 'a secret of Meta',
        verifyToken: 'checked',
      },
    }),
  ).id;
}

const reported = {
  displayName: 'Casa Aurora',
  phoneNumber: null,
  quality: 'GREEN',
  messagingLimit: 'TIER_10K',
  throughput: 'STANDARD',
};
const expired = { code: '190', reason: 'Error validating access token: the session has expired' };

/** One is connected; the token of the other has expired. */
async function settleNumbers(database: pg.Client, [connected, failed]: string[]): Promise<void> {
  const since = new Date(Date.now() - 90 * MINUTE_MS).toISOString();
  for (const [id, status, data] of [
    [connected, 'connected', { since, report: reported }],
    [failed, 'failed', { since, report: { ...reported, quality: 'YELLOW' }, failure: expired }],
  ] as const)
    await database.query('update instances set status = $2, connection_data = $3 where id = $1', [
      id,
      status,
      data,
    ]);
}

/** Customers with conversations, most of them closed, and a day of messages. Triggers count them, as in life. */
async function addPeople(database: pg.Client, instanceId: string, agents: string[]): Promise<void> {
  const customers = Array.from({ length: CUSTOMERS }, (_, place) => customerAt(place));
  await database.query(
    `insert into contacts (id, tenant_id, name, consent, labels)
     select c.id, i.tenant_id, c.name, case when place % 3 = 0 then 'opted_in' else 'unknown' end,
       case when place % 7 = 0 then array['vip', 'cliente'] when place % 2 = 0 then array['cliente'] else '{}' end
     from rows from (jsonb_to_recordset($2) as (id uuid, name text)) with ordinality as c (id, name, place)
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

/** The systems of a shop, and how a day of deliveries to them went. They ask for events that do not happen here, so that nobody calls them. */
async function addWebhooks(database: pg.Client, instanceId: string): Promise<void> {
  for (const [url, description, attemptsAnHour, failuresAnHour] of [
    ['https://crm.casaaurora.example/recado', 'CRM', 420, 0.4],
    ['https://estoque.casaaurora.example/webhooks', 'Estoque', 64, 3],
  ] as const)
    await database.query(
      `with webhook as (
         insert into webhooks (tenant_id, url, description, events, last_called)
         select tenant_id, $2, $3, '["webhook.disabled"]', now() from instances where id = $1
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
