-- Who made a change stays known when the account or the key is removed; and removing one no longer has to look through the log.
alter table audit_logs drop constraint audit_logs_user_id_fkey;
alter table audit_logs drop constraint audit_logs_api_key_id_fkey;
