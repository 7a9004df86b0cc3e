create table events (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  instance_id uuid,
  type varchar(60) not null,
  data jsonb not null,
  seq bigint generated always as identity,
  created_at timestamptz not null default now()
);
create index events_by_tenant on events (tenant_id, seq);
create index events_by_time on events (created_at);
select protect_tenant_table('events', 'tenant_id');

create table webhooks (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  instance_id uuid not null,
  url varchar(500) not null,
  events jsonb not null default '[]',
  secret varchar(255),
  retry_config jsonb not null default '{"maxRetries": 3, "retryDelay": 5000}',
  is_active boolean not null default true,
  disabled_reason text,
  failing_since timestamptz,
  last_called timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index webhooks_by_instance on webhooks (instance_id) where is_active;
create index webhooks_by_tenant on webhooks (tenant_id, id);
select protect_tenant_table('webhooks', 'tenant_id');

create table webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null references events(id) on delete cascade,
  state varchar(12) not null default 'pending' check (state in ('pending', 'delivering', 'delivered', 'failed')),
  attempt integer not null default 0,
  run_at timestamptz not null default now(),
  claim_id uuid,
  claim_until timestamptz,
  last_status_code integer,
  last_error text,
  seq bigint generated always as identity,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (webhook_id, event_id),
  foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id) on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, run_at, seq) where state = 'pending';
create index webhook_deliveries_claimed on webhook_deliveries (claim_until) where state = 'delivering';
create index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, seq);
create index webhook_deliveries_failed on webhook_deliveries (webhook_id, seq) where state = 'failed';
create index webhook_deliveries_by_event on webhook_deliveries (event_id);
select protect_tenant_table('webhook_deliveries', 'tenant_id');

create table webhook_attempts (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  delivery_id uuid not null references webhook_deliveries(id) on delete cascade,
  attempt integer not null,
  status_code integer,
  error text,
  response_body text,
  duration_ms integer not null,
  created_at timestamptz not null default now()
);
create index webhook_attempts_by_delivery on webhook_attempts (delivery_id, attempt);
select protect_tenant_table('webhook_attempts', 'tenant_id');
