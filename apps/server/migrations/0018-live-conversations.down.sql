drop index conversations_live;
