drop index conversations_unheard;
alter table conversations drop column agent_heard_at;
drop table agent_episodes;
drop table agent_turns;
