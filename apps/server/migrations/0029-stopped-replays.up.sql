alter table webhook_replays
  drop constraint webhook_replays_state_check,
  add constraint webhook_replays_state_check check (state in ('running', 'completed', 'stopped'));

-- Ids are in the order of time.
drop index webhook_replays_by_webhook;
create index webhook_replays_by_webhook on webhook_replays (webhook_id, id);
