-- Only what all databases have in common: see V1.

-- Editions of which replicas are there, or were lately. The one that arrived last judges what is kept.
create table edition (
    edition varchar(200) not null primary key,
    arrived_at timestamp(3) with time zone not null,
    seen_at timestamp(3) with time zone not null,
    began_at timestamp(3) with time zone,
    finished_at timestamp(3) with time zone
);

-- What could not be judged again, so that it is not tried again before anything changes.
create table unjudged (
    name varchar(63) not null primary key,
    revision bigint not null,
    edition varchar(200) not null,
    judged_on date not null,
    foreign key (name) references topology (name)
);

-- Of db-scheduler, which names the columns: one row for each task.
create table scheduled_tasks (
    task_name varchar(100) not null,
    task_instance varchar(100) not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by varchar(200),
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
