revoke select on sequence events_seq_seq from recado_app, recado_worker;
alter table events drop column conversation_id;
