drop table broadcast_recipients, broadcasts;
