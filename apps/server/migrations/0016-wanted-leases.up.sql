-- A lane that is held is not brought to a worker: this tells its holder to run it once more.
alter table leases add column is_wanted boolean not null default false;
