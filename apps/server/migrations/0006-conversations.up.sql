-- Lower case without accents, as people type when they search.
create function fold_text(given text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(normalize(lower(given), NFD), '[\u0300-\u036f]', '', 'g')
$$;

alter table contacts
  add column email varchar(320),
  add column custom_fields jsonb not null default '{}',
  add column labels text[] not null default '{}',
  add column is_blocked boolean not null default false,
  add column consent varchar(10) not null default 'unknown' check (consent in ('unknown', 'opted_in', 'opted_out')),
  add column consent_at timestamptz,
  -- What it rests on: a keyword the contact sent, an import, a request.
  add column consent_source varchar(40);
create index contacts_by_tenant on contacts (tenant_id, id desc);
create index contacts_by_label on contacts using gin (labels);

alter table agents
  add constraint agents_by_tenant unique (tenant_id, id),
  -- Of a human: who it is.
  add column user_id uuid,
  -- What its configuration needs and nobody may read: an AES-256-GCM envelope.
  add column secrets bytea,
  add column last_assigned_at timestamptz,
  add foreign key (tenant_id, user_id) references users (tenant_id, id) on delete set null (user_id);
create index agents_by_user on agents (user_id) where user_id is not null;

-- Whether a human agent is at work; a heartbeat that is too old counts as offline.
create table agent_presence (
  agent_id uuid primary key references agents(id) on delete cascade,
  tenant_id uuid not null references tenants(id) on delete cascade,
  presence varchar(10) not null check (presence in ('online', 'away', 'offline')),
  heartbeat_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
select protect_tenant_table('agent_presence', 'tenant_id');

-- How an instance's conversations find their agents. Who decides for an instance holds its row, before any conversation's.
create table distribution_settings (
  instance_id uuid primary key,
  tenant_id uuid not null,
  is_enabled boolean not null default true,
  chain jsonb not null,
  -- Without a first response for so long a conversation goes to another agent; null never.
  reassign_after_seconds integer check (reassign_after_seconds > 0),
  updated_at timestamptz not null default now(),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
select protect_tenant_table('distribution_settings', 'tenant_id');

alter table conversations
  -- Closed is also one in which the customer never wrote.
  add column status varchar(10) not null default 'closed' check (status in ('open', 'pending', 'waiting', 'closed')),
  -- Who has it; of a closed one nobody.
  add column agent_id uuid references agents(id) on delete set null,
  add column assigned_at timestamptz,
  -- Who had it last, also after it was closed.
  add column last_agent_id uuid references agents(id) on delete set null,
  add column waiting_since timestamptz,
  add column opened_at timestamptz,
  add column first_response_at timestamptz,
  add column closed_at timestamptz,
  add column unread_count integer not null default 0,
  add column labels text[] not null default '{}',
  add column required_skills text[] not null default '{}',
  add column is_group boolean not null default false,
  add column updated_at timestamptz not null default now();
update conversations c
set status = case when last_inbound_at is null then 'closed' else 'open' end, opened_at = last_inbound_at,
  last_message_at = coalesce((select max(m.created_at) from messages m where m.conversation_id = c.id), created_at);
-- Of the newest message; without any, of its own making.
alter table conversations alter column last_message_at set default now(), alter column last_message_at set not null;
create index conversations_by_status on conversations (instance_id, status, last_message_at desc, id desc);
create index conversations_by_agent on conversations (agent_id, status, last_message_at desc, id desc) where agent_id is not null;
create index conversations_waiting on conversations (instance_id, waiting_since, id) where status = 'waiting';
create index conversations_by_label on conversations using gin (labels) where labels <> '{}';
create index conversations_by_last_agent on conversations (last_agent_id) where last_agent_id is not null;

-- Under row-level security PostgreSQL keeps the index of labels from whoever is bound by it, because its operator is not
-- leakproof. So the owner looks, within the tenant of the transaction, and gives nothing but ids.
create function conversations_of_label(label text, most integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  select id
  from public.conversations
  where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and labels <> '{}' and labels @> array[label]
  limit most
$$;
revoke execute on function conversations_of_label from public;
grant execute on function conversations_of_label to recado_app, recado_worker;

-- What only the team sees.
create table conversation_notes (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  conversation_id uuid not null references conversations(id) on delete cascade,
  user_id uuid references users(id) on delete set null,
  text text not null,
  created_at timestamptz not null default now()
);
create index conversation_notes_by_conversation on conversation_notes (conversation_id, created_at desc, id desc);
select protect_tenant_table('conversation_notes', 'tenant_id');

-- Each decision on who gets a conversation. message_id: what gave rise to it, if a message did. agent_id: null when nobody was free.
alter table message_distributions
  alter column message_id drop not null,
  alter column agent_id drop not null,
  add column instance_id uuid not null references instances(id) on delete cascade,
  add column conversation_id uuid not null references conversations(id) on delete cascade,
  -- What it was decided for: arrival, freed, transfer, manual, handoff, returned, reassigned.
  add column cause varchar(20) not null,
  -- Everyone that was looked at, with the reason each was passed over.
  add column candidates jsonb not null default '[]',
  add column user_id uuid references users(id) on delete set null;
create index message_distributions_by_conversation on message_distributions (conversation_id, assigned_at desc, id desc);
create unique index message_distributions_current on message_distributions (conversation_id)
  where completed_at is null and agent_id is not null;
