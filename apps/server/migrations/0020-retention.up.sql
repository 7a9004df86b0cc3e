-- How long a tenant keeps what; null: as long as the operator does. See apps/server/src/retention.
create table retention_settings (
  tenant_id uuid primary key references tenants(id) on delete cascade,
  messages_days integer check (messages_days > 0),
  events_days integer check (events_days > 0),
  updated_at timestamptz not null default now()
);
select protect_tenant_table('retention_settings', 'tenant_id');
