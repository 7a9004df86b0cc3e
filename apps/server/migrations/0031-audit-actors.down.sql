update audit_logs set user_id = null where not exists (select from users u where u.id = user_id);
update audit_logs set api_key_id = null where not exists (select from api_keys k where k.id = api_key_id);
alter table audit_logs add foreign key (user_id) references users(id) on delete set null;
alter table audit_logs add foreign key (api_key_id) references api_keys(id) on delete set null;
