-- Only what all databases have in common: see V1.

-- Who wants to be told of changes of verdicts, how far that is, and which process is at it. Secrets are not here:
-- each is derived from a key that the database never sees, and from the random text that stands for it.
create table webhook (
    name varchar(63) not null primary key,
    url varchar(2000) not null,
    description varchar(1000),
    -- Names and words, with a space between each two; empty for all.
    topologies varchar(6400) not null,
    verdicts varchar(40) not null,
    created_at timestamp(3) with time zone not null,
    changed_at timestamp(3) with time zone not null,
    secret varchar(32) not null,
    former_secret varchar(32),
    former_until timestamp(3) with time zone,
    position bigint not null,
    failures integer not null,
    failing_since timestamp(3) with time zone,
    last_at timestamp(3) with time zone,
    last_result varchar(20),
    last_status integer,
    next_at timestamp(3) with time zone not null,
    paused varchar(8),
    claimed_by varchar(63),
    claimed_until timestamp(3) with time zone
);
