drop index message_distributions_current, message_distributions_by_conversation;
delete from message_distributions where message_id is null or agent_id is null;
alter table message_distributions
  drop column instance_id, drop column conversation_id, drop column cause, drop column candidates, drop column user_id,
  alter column message_id set not null,
  alter column agent_id set not null;
drop table conversation_notes;
drop function conversations_of_label;
drop index conversations_by_status, conversations_by_agent, conversations_waiting, conversations_by_label, conversations_by_last_agent;
alter table conversations
  drop column status, drop column agent_id, drop column assigned_at, drop column last_agent_id, drop column waiting_since,
  drop column opened_at, drop column first_response_at, drop column closed_at, drop column unread_count, drop column labels,
  drop column required_skills, drop column is_group, drop column updated_at,
  alter column last_message_at drop not null, alter column last_message_at drop default;
drop table distribution_settings, agent_presence;
alter table agents drop column user_id, drop column secrets, drop column last_assigned_at, drop constraint agents_by_tenant;
drop index contacts_by_tenant, contacts_by_label;
alter table contacts
  drop column email, drop column custom_fields, drop column labels, drop column is_blocked, drop column consent,
  drop column consent_at, drop column consent_source;
drop function fold_text;
