create table broadcasts (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  -- Null once the instance is gone; one that had not ended then fails.
  instance_id uuid,
  name varchar(255) not null,
  content jsonb not null,
  -- The labels, which are looked up when it starts; null for a list of numbers, which is in broadcast_recipients from the start.
  labels jsonb,
  state varchar(10) not null default 'scheduled'
    check (state in ('scheduled', 'running', 'paused', 'stopped', 'completed', 'failed')),
  rate_per_minute integer not null check (rate_per_minute > 0),
  starts_at timestamptz not null,
  -- When its lane has something to do next: while running, when the rate lets the next message through. Null: nothing to do.
  run_at timestamptz,
  total integer not null,
  -- Why it waits, or why it failed.
  error_code varchar(60),
  error_detail text,
  started_at timestamptz,
  -- When the last recipient was handed over; what it handed over may still wait to be sent.
  handed_over_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete set null (instance_id)
);
create index broadcasts_by_tenant on broadcasts (tenant_id, id desc);
create index broadcasts_by_instance on broadcasts (instance_id, id desc);
create index broadcasts_due on broadcasts (run_at) where run_at is not null;
create index broadcasts_orphaned on broadcasts (id) where instance_id is null and state in ('scheduled', 'running', 'paused');
select protect_tenant_table('broadcasts', 'tenant_id');

-- pending -> accepting -> accepted, failed or skipped. Its place is the idempotency key under which its message is accepted.
-- No foreign key of message_id: what was accepted stays so when the message goes with its instance.
create table broadcast_recipients (
  broadcast_id uuid not null,
  place integer not null,
  tenant_id uuid not null,
  -- Empty once the contact is erased.
  phone_number varchar(20) not null,
  variables jsonb not null default '{}',
  state varchar(10) not null default 'pending'
    check (state in ('pending', 'accepting', 'accepted', 'failed', 'skipped', 'cancelled')),
  claim_id uuid,
  -- How often accepting it ended in an error that nobody foresaw.
  attempt smallint not null default 0,
  message_id uuid,
  error_code varchar(60),
  error_detail text,
  updated_at timestamptz not null default now(),
  primary key (broadcast_id, place),
  foreign key (tenant_id, broadcast_id) references broadcasts (tenant_id, id) on delete cascade
);
create index broadcast_recipients_open on broadcast_recipients (broadcast_id, place) where state in ('pending', 'accepting');
-- For a contact that is erased.
create index broadcast_recipients_by_number on broadcast_recipients (tenant_id, phone_number);
select protect_tenant_table('broadcast_recipients', 'tenant_id');

-- One broadcast has one message for a recipient, whatever happens to idempotency keys. The status is there for progress, which is
-- counted from the index alone.
alter table messages add column broadcast_id uuid;
create unique index messages_of_broadcast on messages (broadcast_id, recipient) include (status) where broadcast_id is not null;
