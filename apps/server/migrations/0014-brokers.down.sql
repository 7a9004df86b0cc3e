drop table broker_cursors;
