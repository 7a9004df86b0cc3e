drop table retention_settings;
