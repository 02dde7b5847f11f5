-- +goose Up
-- Times are integers: UTC, microseconds since 1970. Bytes that were hashed are blobs, never JSON columns.

create table redress_schema (
	version integer not null primary key
);

-- What lists and filters read is a column; the whole state is in data.
create table redress_case (
	id           text    not null primary key,
	org          text    not null,
	number       text    not null,
	version      integer not null,
	playbook     text    not null,
	state        text    not null,
	severity     integer not null,
	unit         text    not null,
	owner        text    not null,
	open         integer not null,
	tags         text    not null, -- joined, only to see that they changed
	received     integer not null,
	wake         integer,          -- null: nothing to wake for
	parked_until integer not null default 0,
	park_tries   integer not null default 0,
	data         blob    not null
);
create unique index redress_case_number on redress_case (number, org) where number <> '';
create index redress_case_received on redress_case (received, id);
create index redress_case_wake on redress_case (wake, id) where wake is not null;
create index redress_case_unit on redress_case (unit, id) where unit <> '';
create index redress_case_owner on redress_case (owner, id) where owner <> '';

create table redress_tag (
	tag     text not null,
	case_id text not null,
	primary key (tag, case_id)
) without rowid;
create index redress_tag_case on redress_tag (case_id);

-- (stream, seq) is the lock of the whole store: who inserts it first has won.
create table redress_entry (
	id       integer primary key,
	stream   text    not null,
	seq      integer not null,
	recorded integer not null,
	public   blob    not null,
	prev     blob    not null,
	hash     blob    not null,
	unique (stream, seq)
);

-- Apart from the entries, so that deleting one is deleting.
create table redress_box (
	entry integer primary key, -- redress_entry.id
	box   blob    not null
);

create table redress_receipt (
	org     text    not null,
	key     text    not null,
	digest  blob    not null,
	case_id text    not null,
	seq     integer not null,
	how     text    not null,
	primary key (org, key)
) without rowid;

create table redress_document (
	kind    text    not null,
	id      text    not null,
	version integer not null,
	data    blob    not null,
	primary key (kind, id)
);

create table redress_series (
	org    text    not null,
	series text    not null,
	last   integer not null,
	primary key (org, series)
) without rowid;

create table redress_number (
	org    text    not null,
	series text    not null,
	key    text    not null,
	n      integer not null,
	primary key (org, series, key)
) without rowid;
create unique index redress_number_n on redress_number (org, series, n);

-- head marks the oldest row of each case that is neither delivered, dead nor cancelled; only that one may leave.
create table redress_outbox (
	case_id    text    not null,
	seq        integer not null,
	n          integer not null,
	id         text    not null unique,
	org        text    not null,
	kind       text    not null,
	recipient  text    not null,
	ref        text    not null,
	not_before integer not null,
	due        integer not null, -- not_before, or the end of the lease while there is one
	head       integer not null,
	attempts   integer not null default 0,
	lease      text    not null default '',
	dead       integer not null default 0,
	problem    text    not null default '',
	primary key (case_id, seq, n)
) without rowid;
create index redress_outbox_due on redress_outbox (due, case_id) where head = 1;

create table redress_match (
	key     text    not null,
	case_id text    not null,
	org     text    not null,
	at      integer not null,
	primary key (key, case_id)
) without rowid;
create index redress_match_case on redress_match (case_id);

insert into redress_schema (version) values (1);
