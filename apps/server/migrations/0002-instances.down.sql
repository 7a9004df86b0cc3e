drop function tenant_for_instance;
drop table leases, agents, channel_credentials, instances;
