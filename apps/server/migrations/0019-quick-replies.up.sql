-- Answers that a team writes once and uses often, each by a word of its own.
create table quick_replies (
  id uuid primary key,
  tenant_id uuid not null references tenants(id) on delete cascade,
  shortcut varchar(32) not null,
  text text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint quick_replies_by_shortcut unique (tenant_id, shortcut)
);
select protect_tenant_table('quick_replies', 'tenant_id');
