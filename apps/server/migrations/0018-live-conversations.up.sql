-- Conversations that are not closed, for counting them: with the tenant in it, row-level security needs no look at the rows.
create index conversations_live on conversations (instance_id, status) include (tenant_id) where status <> 'closed';
