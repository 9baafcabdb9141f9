-- Only what all databases have in common: see V1.

-- Whose a topology is: its label team, when it was written.
alter table topology add column owner varchar(1000);

-- Keys that callers identify themselves with. Of the secret there is only a hash.
create table api_key (
    id varchar(16) not null primary key,
    description varchar(200) not null,
    role varchar(8) not null,
    teams varchar(4000) not null,
    secret_hash char(64) not null,
    former_hash char(64),
    former_until timestamp(3) with time zone,
    created_at timestamp(3) with time zone not null,
    created_by varchar(300) not null,
    expires_at timestamp(3) with time zone not null
);

-- Who did what, and who was refused, for a while.
create table audit_entry (
    id varchar(36) not null primary key,
    acted_at timestamp(3) with time zone not null,
    actor varchar(300) not null,
    address varchar(64) not null,
    action varchar(32) not null,
    target varchar(300) not null,
    result varchar(8) not null,
    detail varchar(300) not null
);

create index audit_entry_by_time on audit_entry (acted_at, id);
