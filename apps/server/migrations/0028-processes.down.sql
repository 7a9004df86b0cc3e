alter table leases drop column since;
drop table processes;
