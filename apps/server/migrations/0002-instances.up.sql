create table instances (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants(id) on delete cascade,
  name varchar(255) not null,
  description text,
  phone_number varchar(20) not null,
  channel varchar(10) not null check (channel in ('cloud', 'web')),
  status varchar(50) not null default 'disconnected'
    check (status in ('disconnected', 'connecting', 'connected', 'failed')),
  connection_data jsonb not null default '{}',
  whatsapp_config jsonb not null default '{}',
  max_agents integer not null default 10 check (max_agents > 0 and max_agents <= 100),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, phone_number),
  unique (tenant_id, id)
);
select protect_tenant_table('instances', 'tenant_id');

-- Secrets of a connected number: access tokens, app secrets, keys of a WhatsApp session. Values are AES-256-GCM envelopes.
create table channel_credentials (
  tenant_id uuid not null,
  instance_id uuid not null,
  kind varchar(40) not null,
  key_id text not null default '',
  value bytea not null,
  updated_at timestamptz not null default now(),
  primary key (instance_id, kind, key_id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
select protect_tenant_table('channel_credentials', 'tenant_id');

create table agents (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  instance_id uuid not null,
  name varchar(255) not null,
  type varchar(20) not null check (type in ('human', 'bot', 'http', 'ai')),
  configuration jsonb not null default '{}',
  priority integer not null default 0,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index agents_by_instance on agents (instance_id, priority, id);
select protect_tenant_table('agents', 'tenant_id');

-- A provider's webhook names only the instance; what must be known of it before the tenant is.
create function tenant_for_instance(instance uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.tenant_id
  from public.instances i
  join public.tenants t on t.id = i.tenant_id
  where i.id = instance and t.is_active
$$;
revoke execute on function tenant_for_instance from public;
grant execute on function tenant_for_instance to recado_app, recado_worker;

-- Who may run a lane now. The fence grows with each new holder, so that what an old holder writes can be refused.
create table leases (
  kind varchar(40) not null,
  id uuid not null,
  holder uuid not null,
  fence bigint not null default 1,
  expires_at timestamptz not null,
  primary key (kind, id)
);
grant select, insert, update, delete on leases to recado_worker;
