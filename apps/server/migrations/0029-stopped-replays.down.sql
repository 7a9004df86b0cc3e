drop index webhook_replays_by_webhook;
create index webhook_replays_by_webhook on webhook_replays (webhook_id, created_at);

update webhook_replays set state = 'completed' where state = 'stopped';
alter table webhook_replays
  drop constraint webhook_replays_state_check,
  add constraint webhook_replays_state_check check (state in ('running', 'completed'));
