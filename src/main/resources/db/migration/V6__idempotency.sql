-- Only what all databases have in common: see V1.

-- Writes that are done once, however often they are asked for: the entry as it was written, by a hash of who asked and
-- the key they gave. Kept with the revision or not at all, and for a while.
create table receipt (
    request_key char(64) not null primary key,
    request char(64) not null,
    name varchar(63) not null,
    revision bigint not null,
    changed_at timestamp(3) with time zone not null,
    media_type varchar(63) not null,
    sha256 char(64) not null,
    verdict varchar(8) not null,
    report_tag varchar(64) not null,
    edition varchar(200) not null,
    judged_on date,
    summary varchar(4000) not null,
    owner varchar(1000)
);

create index receipt_by_time on receipt (changed_at);
