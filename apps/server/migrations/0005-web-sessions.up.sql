-- Processes that can hold WhatsApp sessions. One that was not seen for some seconds counts as gone.
create table workers (
  id uuid primary key,
  -- Host and process, for people.
  name text not null,
  is_leaving boolean not null default false,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
grant select, insert, update, delete on workers to recado_worker;
-- Requests show who holds a session; they hold nothing themselves.
grant select on workers, leases to recado_app;

-- What is wanted of the session of each instance of channel web. Which process holds it is in leases, kind 'session'.
create table web_sessions (
  instance_id uuid primary key,
  tenant_id uuid not null,
  wanted varchar(10) not null default 'online' check (wanted in ('online', 'offline', 'logged_out')),
  -- Grows with each connect: a newer one ends what is in its way, such as the wait before the next try.
  request integer not null default 1,
  -- Sealed text of the QR code that waits for a phone, and of the code for linking by number.
  qr bytea,
  qr_expires_at timestamptz,
  pairing_code bytea,
  pairing_code_expires_at timestamptz,
  -- When a phone linked us; null before that, and after a logout.
  linked_at timestamptz,
  -- Connections that broke in a row, and when the next is tried.
  failures integer not null default 0,
  next_try_at timestamptz,
  -- What WhatsApp said of the account's own limits, and when.
  limits jsonb not null default '{}',
  updated_at timestamptz not null default now(),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index web_sessions_wanted on web_sessions (instance_id) where wanted <> 'offline';
select protect_tenant_table('web_sessions', 'tenant_id');

-- What another process asks of the one that holds a session. Short-lived: the asker waits for the answer.
create table session_commands (
  id uuid primary key,
  tenant_id uuid not null,
  instance_id uuid not null,
  name varchar(40) not null,
  arguments jsonb not null default '{}',
  state varchar(10) not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  -- The answer, or { code, message } of the error.
  result jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index session_commands_waiting on session_commands (instance_id, created_at) where state = 'waiting';
create index session_commands_by_expiry on session_commands (expires_at);
create index session_commands_by_instance on session_commands (instance_id);
select protect_tenant_table('session_commands', 'tenant_id');

-- What was sent over a session, as WhatsApp's protocol buffer: a recipient that could not read it asks for it again.
create table web_sent_messages (
  instance_id uuid not null,
  tenant_id uuid not null,
  whatsapp_id varchar(255) not null,
  chat text not null,
  content bytea not null,
  created_at timestamptz not null default now(),
  primary key (instance_id, whatsapp_id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index web_sent_messages_by_time on web_sent_messages (created_at);
select protect_tenant_table('web_sent_messages', 'tenant_id');

-- Stanzas that came in and whose content is not stored yet. WhatsApp sends none of them twice; the phone may.
create table web_stanzas (
  instance_id uuid not null,
  tenant_id uuid not null,
  chat text not null,
  stanza_id text not null,
  participant text not null default '',
  -- Sent by our own number from another device.
  is_from_me boolean not null default false,
  -- 'lost': the content came but could not be read, or the process died before it was stored.
  state varchar(10) not null default 'open' check (state in ('open', 'lost')),
  sent_at timestamptz not null,
  seen_at timestamptz not null default now(),
  asks integer not null default 0,
  asked_at timestamptz,
  primary key (instance_id, chat, stanza_id, participant),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index web_stanzas_by_time on web_stanzas (seen_at);
select protect_tenant_table('web_stanzas', 'tenant_id');

-- People we wrote to who had not written to us: WhatsApp limits how many a day.
create table web_outreach (
  instance_id uuid not null,
  tenant_id uuid not null,
  recipient text not null,
  first_at timestamptz not null default now(),
  primary key (instance_id, recipient),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index web_outreach_by_time on web_outreach (instance_id, first_at);
select protect_tenant_table('web_outreach', 'tenant_id');

-- What the phone told of the time before it linked us. Kept apart: no webhook, no conversation.
create table web_history_messages (
  instance_id uuid not null,
  tenant_id uuid not null,
  chat text not null,
  whatsapp_id varchar(255) not null,
  sender text not null,
  is_from_me boolean not null,
  content jsonb not null,
  sent_at timestamptz not null,
  primary key (instance_id, chat, whatsapp_id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
select protect_tenant_table('web_history_messages', 'tenant_id');

-- Groups as WhatsApp last described them, so that sending to one does not ask for its members each time.
create table web_groups (
  instance_id uuid not null,
  tenant_id uuid not null,
  group_id text not null,
  metadata jsonb not null,
  fetched_at timestamptz not null default now(),
  primary key (instance_id, group_id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
select protect_tenant_table('web_groups', 'tenant_id');

-- Devices of those we write to, so that a session that was just opened does not ask for all of them again.
create table web_devices (
  instance_id uuid not null,
  tenant_id uuid not null,
  -- The part of a person's address before the @.
  user_part text not null,
  devices jsonb not null,
  fetched_at timestamptz not null default now(),
  primary key (instance_id, user_part),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index web_devices_by_time on web_devices (fetched_at);
select protect_tenant_table('web_devices', 'tenant_id');

-- Which numbers are on WhatsApp, as it last said.
create table web_number_checks (
  tenant_id uuid not null references tenants(id) on delete cascade,
  phone_number varchar(20) not null,
  -- Null: not on WhatsApp.
  whatsapp_id text,
  checked_at timestamptz not null default now(),
  primary key (tenant_id, phone_number)
);
create index web_number_checks_by_time on web_number_checks (checked_at);
select protect_tenant_table('web_number_checks', 'tenant_id');
