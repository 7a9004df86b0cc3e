-- Endpoints of one instance or of all of a tenant; how each wants to be called, and how it fares.
alter table webhooks
  alter column instance_id drop not null,
  alter column retry_config set default '{"maxRetries": 3, "retryDelay": 5000, "strategy": "exponential", "maxDelay": 86400000}',
  add constraint webhooks_tenant_id_fkey foreign key (tenant_id) references tenants(id) on delete cascade,
  add column description text,
  -- The custom headers as sealed JSON; their names again in the clear.
  add column sealed_headers text,
  add column header_names jsonb not null default '[]',
  add column is_ordered boolean not null default false,
  add column has_hub_signature boolean not null default false,
  -- Requests a second.
  add column rate_limit integer check (rate_limit > 0),
  add column connect_timeout_ms integer not null default 5000,
  add column timeout_ms integer not null default 15000,
  add column previous_secret varchar(255),
  add column previous_secret_until timestamptz,
  -- What the breaker remembers; see endpoint-health-policy.ts.
  add column health jsonb not null default '{}',
  -- No request before these: because it failed, because of its rate limit.
  add column paused_until timestamptz,
  add column next_request_at timestamptz;
create index webhooks_of_whole_tenant on webhooks (tenant_id) where is_active and instance_id is null;

alter table webhook_deliveries
  add column event_type varchar(60),
  -- Events with the same key keep their order; null where the endpoint wants none.
  add column ordering_key text,
  -- Attempts that do not count as retries: probes, and those before somebody asked for more.
  add column free_attempts integer not null default 0;
update webhook_deliveries d set event_type = e.type from events e where e.id = d.event_id;
alter table webhook_deliveries alter column event_type set not null;

drop index webhook_deliveries_claimed, webhook_deliveries_by_webhook, webhook_deliveries_failed;
create index webhook_deliveries_claimed on webhook_deliveries (webhook_id, claim_until) where state = 'delivering';
create index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, created_at, seq);
create index webhook_deliveries_failed on webhook_deliveries (webhook_id, created_at, seq) where state = 'failed';
create index webhook_deliveries_ordered on webhook_deliveries (webhook_id, ordering_key, seq)
  where ordering_key is not null and state in ('pending', 'delivering');

alter table webhook_attempts
  add column is_probe boolean not null default false,
  add column request_headers jsonb not null default '{}',
  add column response_headers jsonb,
  add column timings jsonb not null default '{}';

-- Set for a test: no other endpoint gets this event, not even by a replay.
alter table events add column only_webhook_id uuid;

-- Attempts by hour and by how long they took; see duration-bucket-policy.ts.
create table webhook_hours (
  tenant_id uuid not null,
  webhook_id uuid not null,
  hour timestamptz not null,
  bucket smallint not null,
  attempts integer not null,
  failures integer not null,
  primary key (webhook_id, hour, bucket),
  foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id) on delete cascade
);
create index webhook_hours_by_time on webhook_hours (hour);
select protect_tenant_table('webhook_hours', 'tenant_id');

-- Events on their way to an endpoint once more. Goes from event to event in the order of seq.
create table webhook_replays (
  id uuid primary key,
  tenant_id uuid not null,
  webhook_id uuid not null,
  from_time timestamptz not null,
  to_time timestamptz not null,
  types jsonb,
  only_failed boolean not null default false,
  state varchar(12) not null default 'running' check (state in ('running', 'completed')),
  total integer,
  queued integer not null default 0,
  after_seq bigint,
  run_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id) on delete cascade
);
create unique index webhook_replays_running on webhook_replays (webhook_id) where state = 'running';
create index webhook_replays_by_webhook on webhook_replays (webhook_id, created_at);
select protect_tenant_table('webhook_replays', 'tenant_id');
