alter table leases drop column is_wanted;
