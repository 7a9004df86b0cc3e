-- Every process of the fleet, whatever its role. One that was not seen for some seconds is gone.
create table processes (
  -- Under which it holds lanes; see leases.
  id uuid primary key,
  -- Host and process, for people; sessions are held under the same name.
  name text not null,
  role varchar(10) not null,
  version text not null,
  memory_bytes bigint not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
grant select, insert, update, delete on processes to recado_worker;

-- Since when its holder has a lane or a session.
alter table leases add column since timestamptz not null default now();
