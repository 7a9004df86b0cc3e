-- Two roles besides the owner: recado_app serves requests and sees one tenant, recado_worker runs lanes and sees all.
-- They are made before the migrations run (platform/database/roles.ts), because that needs a right this script may lack.

-- Puts a tenant's table under row-level security: the owner (look-ups below) and workers see all, requests see one tenant.
-- The setting reads as an empty string once its transaction is over, hence nullif.
create function protect_tenant_table(table_name regclass, tenant_column text) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy owner_all on %s to current_user using (true) with check (true)', table_name);
  execute format('create policy worker_all on %s to recado_worker using (true) with check (true)', table_name);
  execute format(
    'create policy one_tenant on %1$s to recado_app
       using (%2$I = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
       with check (%2$I = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)',
    table_name, tenant_column);
  execute format('grant select, insert, update, delete on %s to recado_app, recado_worker', table_name);
end $$;

create table tenants (
  id uuid primary key default gen_random_uuid(),
  name varchar(255) not null,
  slug varchar(100) unique not null,
  settings jsonb not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
select protect_tenant_table('tenants', 'id');

create table users (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants(id) on delete cascade,
  email varchar(255) not null,
  password_hash varchar(255) not null,
  role varchar(50) not null check (role in ('admin', 'tenant_manager', 'developer', 'viewer')),
  permissions jsonb not null default '{}',
  is_active boolean not null default true,
  last_login timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, id)
);
create unique index users_by_email on users (tenant_id, lower(email));
select protect_tenant_table('users', 'tenant_id');

-- One row for each refresh token ever given; a family is one sign-in, so that reuse of an old token can end all of it.
create table refresh_tokens (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  user_id uuid not null,
  family_id uuid not null,
  token_hash bytea not null unique,
  rotated_at timestamptz,
  revoked_at timestamptz,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index refresh_tokens_by_family on refresh_tokens (family_id);
create index refresh_tokens_by_user on refresh_tokens (user_id);
create index refresh_tokens_by_expiry on refresh_tokens (expires_at);
select protect_tenant_table('refresh_tokens', 'tenant_id');

create table api_keys (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  name varchar(255) not null,
  key_hash bytea not null unique,
  key_prefix varchar(20) not null,
  permissions jsonb not null default '[]',
  instance_ids jsonb,
  created_by uuid references users(id) on delete set null,
  last_used_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null default now()
);
create index api_keys_by_tenant on api_keys (tenant_id, id);
select protect_tenant_table('api_keys', 'tenant_id');

create table audit_logs (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references users(id) on delete set null,
  api_key_id uuid references api_keys(id) on delete set null,
  tenant_id uuid not null references tenants(id) on delete cascade,
  action varchar(100) not null,
  resource_type varchar(50) not null,
  resource_id uuid,
  changes jsonb not null default '{}',
  ip_address inet,
  user_agent text,
  created_at timestamptz not null default now()
);
create index audit_logs_by_time on audit_logs (tenant_id, created_at desc, id desc);
create index audit_logs_by_resource on audit_logs (tenant_id, resource_type, resource_id, created_at desc);
select protect_tenant_table('audit_logs', 'tenant_id');

-- The first answer to a POST that named an Idempotency-Key; credential is the user or API key that sent it.
create table idempotency_keys (
  tenant_id uuid not null references tenants(id) on delete cascade,
  credential_id uuid not null,
  key varchar(255) not null,
  fingerprint bytea not null,
  status_code smallint not null,
  response jsonb not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, credential_id, key)
);
create index idempotency_keys_by_expiry on idempotency_keys (expires_at);
select protect_tenant_table('idempotency_keys', 'tenant_id');

-- How often something was tried lately, across processes: rate-limiter-flexible names the columns; `expire` is in
-- milliseconds of Unix time. Unlogged: a crash may forget it.
create unlogged table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
grant select, insert, update, delete on rate_limits to recado_app, recado_worker;

-- Look-ups that must work before the tenant is known. Each gives the tenant's id and nothing else of its data.
create function tenant_for_login(id_or_slug text) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id from public.tenants where is_active and (slug = id_or_slug or id::text = lower(id_or_slug))
$$;

create function tenant_for_api_key(hash bytea) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.tenant_id
  from public.api_keys k
  join public.tenants t on t.id = k.tenant_id
  where k.key_hash = hash and t.is_active
$$;

create function tenant_for_refresh_token(hash bytea) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.tenant_id
  from public.refresh_tokens r
  join public.tenants t on t.id = r.tenant_id
  where r.token_hash = hash and t.is_active
$$;

revoke execute on function tenant_for_login, tenant_for_api_key, tenant_for_refresh_token from public;
grant execute on function tenant_for_login, tenant_for_api_key, tenant_for_refresh_token to recado_app, recado_worker;
