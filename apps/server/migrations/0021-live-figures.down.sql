create or replace function count_added_messages() returns trigger
language plpgsql as $$
begin
  insert into public.statistics_deltas (tenant_id, instance_id, hour, measure, count)
  select tenant_id, instance_id, date_trunc('hour', created_at, 'UTC') as hour,
    direction || '_' || public.message_group(content ->> 'type') as measure, count(*)
  from added
  group by tenant_id, instance_id, hour, measure;
  return null;
end $$;
drop table statistics_minutes;
alter table statistics_deltas drop column minute;
