drop function tenant_for_refresh_token, tenant_for_api_key, tenant_for_login;
drop table rate_limits, idempotency_keys, audit_logs, api_keys, refresh_tokens, users, tenants;
drop function protect_tenant_table;
