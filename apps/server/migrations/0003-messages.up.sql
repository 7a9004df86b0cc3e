create table contacts (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  name varchar(255),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, id)
);
select protect_tenant_table('contacts', 'tenant_id');

-- What WhatsApp calls a contact: a phone number, a business-scoped user id, a username, a LID or a group. Never guessed from each other.
create table contact_identities (
  tenant_id uuid not null,
  kind varchar(10) not null check (kind in ('phone', 'bsuid', 'username', 'lid', 'group')),
  value varchar(256) not null,
  contact_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, kind, value),
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index contact_identities_by_contact on contact_identities (contact_id);
select protect_tenant_table('contact_identities', 'tenant_id');

create table conversations (
  id uuid primary key,
  tenant_id uuid not null,
  instance_id uuid not null,
  contact_id uuid not null,
  last_inbound_at timestamptz,
  last_message_at timestamptz,
  created_at timestamptz not null default now(),
  unique (instance_id, contact_id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index conversations_by_contact on conversations (contact_id);
select protect_tenant_table('conversations', 'tenant_id');

create table messages (
  id uuid primary key,
  tenant_id uuid not null,
  instance_id uuid not null,
  conversation_id uuid not null references conversations(id) on delete cascade,
  message_id varchar(255),
  recipient text not null,
  sender text not null,
  content jsonb not null,
  direction varchar(10) not null check (direction in ('inbound', 'outbound')),
  status varchar(20) not null default 'pending'
    check (status in ('pending', 'sending', 'in_doubt', 'sent', 'delivered', 'read', 'failed', 'cancelled', 'expired')),
  metadata jsonb not null default '{}',
  priority smallint not null default 1,
  run_at timestamptz not null default now(),
  -- A message with a sendAt: until then it holds nothing behind it back.
  is_scheduled boolean not null default false,
  expires_at timestamptz,
  attempt integer not null default 0,
  claim_id uuid,
  -- While sending: when the claim ends. While in doubt: until when a status may still resolve it; null once given up.
  claim_until timestamptz,
  seq bigint generated always as identity,
  error_code varchar(60),
  error_detail text,
  created_at timestamptz not null default now(),
  processed_at timestamptz,
  updated_at timestamptz not null default now(),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create unique index messages_by_whatsapp_id on messages (instance_id, message_id) where message_id is not null;
create index messages_by_instance on messages (instance_id, created_at desc, id desc);
create index messages_by_conversation on messages (conversation_id, created_at desc, id desc);
create index messages_due on messages (instance_id, priority, seq) where status = 'pending';
create index messages_active on messages (conversation_id, priority, seq) where status in ('pending', 'sending', 'in_doubt');
create index messages_expiring on messages (expires_at) where status = 'pending' and expires_at is not null;
create index messages_unsettled on messages (claim_until) where status in ('sending', 'in_doubt');
select protect_tenant_table('messages', 'tenant_id');

-- Every status a message went through, ours and the provider's, in whatever order they came. created_at is when it was so.
create table message_statuses (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants(id) on delete cascade,
  message_id uuid not null references messages(id) on delete cascade,
  status varchar(20) not null,
  error_code varchar(60),
  details jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index message_statuses_by_message on message_statuses (message_id, created_at);
select protect_tenant_table('message_statuses', 'tenant_id');

create table message_distributions (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants(id) on delete cascade,
  message_id uuid not null references messages(id) on delete cascade,
  agent_id uuid not null references agents(id) on delete cascade,
  distribution_rule varchar(40) not null,
  assigned_at timestamptz not null default now(),
  completed_at timestamptz
);
create index message_distributions_by_message on message_distributions (message_id);
create index message_distributions_by_agent on message_distributions (agent_id, assigned_at desc);
select protect_tenant_table('message_distributions', 'tenant_id');

create table media (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  instance_id uuid,
  kind varchar(10) not null check (kind in ('image', 'video', 'audio', 'document', 'sticker')),
  mime_type varchar(255) not null,
  file_name varchar(255),
  size_bytes bigint,
  sha256 bytea,
  -- Of a file that came in, and is fetched from there.
  provider_media_id text,
  state varchar(10) not null default 'stored' check (state in ('pending', 'stored', 'failed')),
  error_detail text,
  attempt integer not null default 0,
  run_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  unique (tenant_id, id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index media_to_fetch on media (instance_id, run_at) where state = 'pending';
select protect_tenant_table('media', 'tenant_id');

-- The ids a provider gave our files when we uploaded them, one for each number that sent them; they expire there.
create table media_provider_ids (
  media_id uuid not null,
  instance_id uuid not null,
  tenant_id uuid not null,
  provider_media_id text not null,
  expires_at timestamptz not null,
  primary key (media_id, instance_id),
  foreign key (tenant_id, media_id) references media (tenant_id, id) on delete cascade,
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index media_provider_ids_by_instance on media_provider_ids (instance_id);
select protect_tenant_table('media_provider_ids', 'tenant_id');

-- What a provider told us, one row for each update in it, kept before it is answered. event_key says what identifies it.
create table inbound_events (
  id uuid primary key,
  tenant_id uuid not null,
  instance_id uuid not null,
  event_key text not null,
  kind varchar(20) not null,
  payload jsonb not null,
  state varchar(10) not null default 'pending' check (state in ('pending', 'waiting', 'done', 'poison')),
  waits_for text,
  attempts integer not null default 0,
  run_at timestamptz not null default now(),
  error_detail text,
  seq bigint generated always as identity,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  unique (instance_id, event_key),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index inbound_events_due on inbound_events (instance_id, seq) where state in ('pending', 'waiting');
create index inbound_events_waiting on inbound_events (instance_id, waits_for) where state = 'waiting';
create index inbound_events_done on inbound_events (processed_at) where state = 'done';
create index inbound_events_poison on inbound_events (instance_id, seq) where state = 'poison';
select protect_tenant_table('inbound_events', 'tenant_id');
