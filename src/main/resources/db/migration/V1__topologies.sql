-- Only what PostgreSQL, its distributed relatives that speak its protocol, and H2 have in common:
-- no sequences, no triggers, no partial or expression indexes, no JSON types, no advisory locks.

-- One row for each name that was ever used: its newest revision, and what was found in it.
create table topology (
    name varchar(63) not null primary key,
    revision bigint not null,
    deleted boolean not null,
    changed_at timestamp(3) with time zone not null,
    media_type varchar(63) not null,
    sha256 char(64) not null,
    verdict varchar(8) not null,
    report_tag varchar(64) not null,
    edition varchar(200) not null,
    judged_on date,
    summary varchar(4000) not null
);

create index topology_by_verdict on topology (verdict, name);

-- What re-evaluation looks for: other editions of the rules, earlier days.
create index topology_by_edition on topology (edition, judged_on);

create table topology_label (
    name varchar(63) not null,
    label varchar(317) not null,
    content varchar(1000) not null,
    primary key (name, label),
    foreign key (name) references topology (name)
);

create index topology_label_by_content on topology_label (label, content, name);

-- Every write, for ever. A row with deleted set is the deletion, and has no document.
create table revision (
    name varchar(63) not null,
    revision bigint not null,
    deleted boolean not null,
    written_at timestamp(3) with time zone not null,
    media_type varchar(63) not null,
    sha256 char(64) not null,
    size bigint not null,
    verdict varchar(8) not null,
    primary key (name, revision)
);

-- Documents, compressed and cut: large values in one row are slow or refused by distributed databases.
create table document_piece (
    name varchar(63) not null,
    revision bigint not null,
    piece integer not null,
    content bytea not null,
    primary key (name, revision, piece),
    foreign key (name, revision) references revision (name, revision)
);

-- Reports of newest revisions, compressed and cut. The tag tells two reports of one topology apart.
create table report_piece (
    name varchar(63) not null,
    report_tag varchar(64) not null,
    piece integer not null,
    content bytea not null,
    primary key (name, report_tag, piece),
    foreign key (name) references topology (name)
);
