drop table webhook_replays, webhook_hours;
alter table events drop column only_webhook_id;
alter table webhook_attempts
  drop column is_probe, drop column request_headers, drop column response_headers, drop column timings;
drop index webhook_deliveries_claimed, webhook_deliveries_by_webhook, webhook_deliveries_failed, webhook_deliveries_ordered;
alter table webhook_deliveries drop column event_type, drop column ordering_key, drop column free_attempts;
create index webhook_deliveries_claimed on webhook_deliveries (claim_until) where state = 'delivering';
create index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, seq);
create index webhook_deliveries_failed on webhook_deliveries (webhook_id, seq) where state = 'failed';

drop index webhooks_of_whole_tenant;
delete from webhooks where instance_id is null;
alter table webhooks
  alter column instance_id set not null,
  alter column retry_config set default '{"maxRetries": 3, "retryDelay": 5000}',
  drop constraint webhooks_tenant_id_fkey,
  drop column description, drop column sealed_headers, drop column header_names, drop column is_ordered,
  drop column has_hub_signature, drop column rate_limit, drop column connect_timeout_ms, drop column timeout_ms,
  drop column previous_secret, drop column previous_secret_until, drop column health, drop column paused_until,
  drop column next_request_at;
