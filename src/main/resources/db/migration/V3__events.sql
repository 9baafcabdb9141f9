-- One row, whose lock is held until the change that was numbered with it is kept: so numbers become
-- visible in their order, and none is left out. A sequence would promise neither.
create table verdict_change_counter (
    id integer not null primary key,
    newest bigint not null
);

insert into verdict_change_counter (id, newest) values (1, 0);

-- Every change of a verdict, for a while. Without a verdict before, there was no topology; without one after, there is none.
create table verdict_change (
    id bigint not null primary key,
    name varchar(63) not null,
    revision bigint not null,
    verdict_before varchar(8),
    verdict_after varchar(8),
    changed_at timestamp(3) with time zone not null,
    cause varchar(16) not null
);
