delete from message_distributions where agent_id is null or distribution_rule is null;
drop index message_distributions_by_instance, message_distributions_current;
create unique index message_distributions_current on message_distributions (conversation_id)
  where completed_at is null and agent_id is not null;
alter table message_distributions
  drop constraint message_distributions_agent_id_fkey,
  add foreign key (agent_id) references agents(id) on delete cascade not valid,
  alter column distribution_rule set not null;
drop index conversations_unanswered, conversations_unassigned;
alter table conversations drop column handed_over_at;
drop index distribution_settings_due;
alter table distribution_settings drop column include_groups, drop column next_look_at;
