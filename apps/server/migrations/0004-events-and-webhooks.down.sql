drop table webhook_attempts, webhook_deliveries, webhooks, events;
