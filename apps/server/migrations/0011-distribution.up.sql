alter table distribution_settings
  add column include_groups boolean not null default false,
  -- When the instance's lane has to look again; null: nothing is timed, and nobody waits.
  add column next_look_at timestamptz;
create index distribution_settings_due on distribution_settings (next_look_at) where next_look_at is not null;
-- As for an instance that gets its first agent.
insert into distribution_settings (instance_id, tenant_id, chain)
select i.id, i.tenant_id,
  '[{"rule": "priority", "agents": "automatic"}, {"rule": "sticky", "agents": "human"}, {"rule": "least_busy", "agents": "human"}]'::jsonb
from instances i
where exists (select from agents a where a.instance_id = i.id)
on conflict do nothing;

-- An automatic agent gave it to people: until it is opened anew, only they may have it.
alter table conversations add column handed_over_at timestamptz;
create index conversations_unassigned on conversations (instance_id, is_group, last_inbound_at)
  where status = 'open' and agent_id is null;
create index conversations_unanswered on conversations (instance_id, assigned_at, id)
  where status = 'open' and agent_id is not null and first_response_at is null;

-- A decision outlives its agent, whose name is among the candidates; without an agent nobody was found, and there is no rule.
-- The rows there are were checked by the key that goes.
alter table message_distributions
  drop constraint message_distributions_agent_id_fkey,
  add foreign key (agent_id) references agents(id) on delete set null not valid,
  alter column distribution_rule drop not null;
-- One decision is in force at most, also one that found nobody.
drop index message_distributions_current;
create unique index message_distributions_current on message_distributions (conversation_id) where completed_at is null;
create index message_distributions_by_instance on message_distributions (instance_id);
