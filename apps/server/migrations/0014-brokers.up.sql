-- How far each message broker is with the events of all tenants; see apps/server/src/brokers.
create table broker_cursors (
  id uuid primary key,
  -- For people: which broker, and what there.
  destination text not null,
  -- events.seq of the last event that the broker has confirmed, or that was not asked for.
  sequence bigint not null,
  -- Of the broker, in a row.
  failures integer not null default 0,
  last_error text,
  retry_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
grant select, insert, update, delete on broker_cursors to recado_worker;
