-- Messages by the minute, for a day: what a live chart shows. Added up from the same notes as hours and days, so that a message
-- costs no more than before.
alter table statistics_deltas
  -- The minute of UTC in which it was; null where only the hour is counted.
  add column minute timestamptz;

create table statistics_minutes (
  tenant_id uuid not null,
  at timestamptz not null,
  instance_id uuid not null,
  inbound integer not null,
  outbound integer not null,
  primary key (tenant_id, at, instance_id),
  foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
);
create index statistics_minutes_by_time on statistics_minutes (at);
create index statistics_minutes_by_instance on statistics_minutes (instance_id);
select protect_tenant_table('statistics_minutes', 'tenant_id');

create or replace function count_added_messages() returns trigger
language plpgsql as $$
begin
  insert into public.statistics_deltas (tenant_id, instance_id, hour, minute, measure, count)
  select tenant_id, instance_id, date_trunc('hour', minute, 'UTC'), minute, measure, count(*)
  from (
    select tenant_id, instance_id, date_trunc('minute', created_at, 'UTC') as minute,
      direction || '_' || public.message_group(content ->> 'type') as measure
    from added
  ) noted
  group by tenant_id, instance_id, minute, measure;
  return null;
end $$;
