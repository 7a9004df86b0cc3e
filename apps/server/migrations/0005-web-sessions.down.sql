drop table web_number_checks, web_devices, web_groups, web_history_messages, web_outreach, web_stanzas, web_sent_messages,
  session_commands, web_sessions;
delete from channel_credentials where key_id <> '';
revoke select on leases from recado_app;
drop table workers;
