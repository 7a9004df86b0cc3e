drop index messages_of_broadcast;
alter table messages drop column broadcast_id;
drop table broadcast_recipients, broadcasts;
