-- +goose Up
-- Times are integers: UTC, microseconds since 1970. Bytes that were hashed are bytea, never json. Keys compare byte by
-- byte, so that every database sorts them the same way.

create table redress_schema (
	version integer not null primary key
);

-- What lists and filters read is a column; the whole state is in data.
create table redress_case (
	id           text collate "C" not null primary key,
	org          text collate "C" not null,
	number       text collate "C" not null,
	version      bigint   not null,
	playbook     text collate "C" not null,
	state        text collate "C" not null,
	severity     bigint   not null,
	unit         text collate "C" not null,
	owner        text collate "C" not null,
	open         smallint not null,
	tags         text collate "C" not null, -- joined, only to see that they changed
	received     bigint   not null,
	wake         bigint,                    -- null: nothing to wake for
	parked_until bigint   not null default 0,
	park_tries   bigint   not null default 0,
	data         bytea    not null
) with (fillfactor = 80);
create unique index redress_case_number on redress_case (number, org) where number <> '';
create index redress_case_received on redress_case (received, id);
create index redress_case_wake on redress_case (wake, id) where wake is not null;
create index redress_case_unit on redress_case (unit, id) where unit <> '';
create index redress_case_owner on redress_case (owner, id) where owner <> '';

create table redress_tag (
	tag     text collate "C" not null,
	case_id text collate "C" not null,
	primary key (tag, case_id)
);
create index redress_tag_case on redress_tag (case_id);

-- (stream, seq) is the lock of the whole store: who inserts it first has won.
create table redress_entry (
	id       bigint generated always as identity primary key,
	stream   text collate "C" not null,
	seq      bigint not null,
	recorded bigint not null,
	public   bytea  not null,
	prev     bytea  not null,
	hash     bytea  not null,
	unique (stream, seq)
);

-- Apart from the entries, so that deleting one is deleting.
create table redress_box (
	entry bigint not null primary key, -- redress_entry.id
	box   bytea  not null
);

create table redress_receipt (
	org     text collate "C" not null,
	key     text collate "C" not null,
	digest  bytea  not null,
	case_id text collate "C" not null,
	seq     bigint not null,
	how     text collate "C" not null,
	primary key (org, key)
);

create table redress_document (
	kind    text collate "C" not null,
	id      text collate "C" not null,
	version bigint not null,
	data    bytea  not null,
	primary key (kind, id)
);

create table redress_series (
	org    text collate "C" not null,
	series text collate "C" not null,
	last   bigint not null,
	primary key (org, series)
);

create table redress_number (
	org    text collate "C" not null,
	series text collate "C" not null,
	key    text collate "C" not null,
	n      bigint not null,
	primary key (org, series, key)
);
create unique index redress_number_n on redress_number (org, series, n);

-- head marks the oldest row of each case that is neither delivered, dead nor cancelled; only that one may leave. Express
-- rows have a head of their own in each case. Rows with a digest are no head at all: they leave together with the others
-- of their digest.
create table redress_outbox (
	case_id    text collate "C" not null,
	seq        bigint   not null,
	n          bigint   not null,
	id         text collate "C" not null unique,
	org        text collate "C" not null,
	kind       text collate "C" not null,
	recipient  text collate "C" not null,
	ref        text collate "C" not null,
	not_before bigint   not null,
	due        bigint   not null, -- not_before, or the end of the lease while there is one
	head       smallint not null,
	attempts   bigint   not null default 0,
	lease      text collate "C" not null default '',
	dead       smallint not null default 0,
	problem    text collate "C" not null default '',
	express    smallint not null default 0,
	digest     text collate "C" not null default '',
	span       bigint   not null default 0, -- microseconds between two messages of the digest
	primary key (case_id, seq, n)
);
create index redress_outbox_due on redress_outbox (due, case_id) where head = 1;
create index redress_outbox_digest on redress_outbox (digest, org, not_before) where digest <> '' and dead = 0;
create index redress_outbox_dead on redress_outbox (id) where dead = 1;

-- One row a digest that something waits for, or that is held back.
create table redress_digest (
	digest text collate "C" not null,
	org    text collate "C" not null,
	due    bigint not null, -- when its oldest row may leave, or until if that is later
	until  bigint not null, -- the end of a lease, of a pause, or of a window
	primary key (digest, org)
);
create index redress_digest_due on redress_digest (due, digest, org);

create table redress_match (
	key     text collate "C" not null,
	case_id text collate "C" not null,
	org     text collate "C" not null,
	at      bigint not null,
	primary key (key, case_id)
);
create index redress_match_case on redress_match (case_id);

insert into redress_schema (version) values (1);
