-- +goose Up
-- Times are integers: UTC, microseconds since 1970. Bytes that were hashed are blobs, never json. Keys are bytes: they
-- compare exactly, as no collation of MySQL and MariaDB both does. Every statement can be run again, since none of them
-- is part of a transaction here.

create table if not exists redress_schema (
	version integer not null primary key
) engine = InnoDB;

-- What lists and filters read is a column; the whole state is in data.
create table if not exists redress_case (
	id           varbinary(255) not null primary key,
	org          varbinary(255) not null,
	number       varbinary(255) not null,
	unnumbered   varbinary(255) as (if(length(number) = 0, id, '')) stored, -- lets many cases have no number
	version      bigint         not null,
	playbook     varbinary(255) not null,
	state        varbinary(255) not null,
	severity     bigint         not null,
	unit         varbinary(255) not null,
	owner        varbinary(255) not null,
	open         smallint       not null,
	tags         mediumblob     not null, -- joined, only to see that they changed
	received     bigint         not null,
	wake         bigint,                  -- null: nothing to wake for
	parked_until bigint         not null default 0,
	park_tries   bigint         not null default 0,
	data         longblob       not null,
	unique key redress_case_number (number, org, unnumbered),
	key redress_case_received (received, id),
	key redress_case_wake (wake, id),
	key redress_case_unit (unit, id),
	key redress_case_owner (owner, id)
) engine = InnoDB;

create table if not exists redress_tag (
	tag     varbinary(255) not null,
	case_id varbinary(255) not null,
	primary key (tag, case_id),
	key redress_tag_case (case_id)
) engine = InnoDB;

-- (stream, seq) is the lock of the whole store: who inserts it first has won.
create table if not exists redress_entry (
	id       bigint         not null auto_increment primary key,
	stream   varbinary(512) not null,
	seq      bigint         not null,
	recorded bigint         not null,
	public   longblob       not null,
	prev     varbinary(64)  not null,
	hash     varbinary(64)  not null,
	unique key redress_entry_seq (stream, seq)
) engine = InnoDB;

-- Apart from the entries, so that deleting one is deleting.
create table if not exists redress_box (
	entry bigint   not null primary key, -- redress_entry.id
	box   longblob not null
) engine = InnoDB;

create table if not exists redress_receipt (
	org     varbinary(255) not null,
	`key`   varbinary(255) not null,
	digest  varbinary(64)  not null,
	case_id varbinary(255) not null,
	seq     bigint         not null,
	how     varbinary(255) not null,
	primary key (org, `key`)
) engine = InnoDB;

create table if not exists redress_document (
	kind    varbinary(255)  not null,
	id      varbinary(255)  not null,
	version bigint          not null,
	data    longblob        not null,
	primary key (kind, id)
) engine = InnoDB;

create table if not exists redress_series (
	org    varbinary(255) not null,
	series varbinary(255) not null,
	last   bigint         not null,
	primary key (org, series)
) engine = InnoDB;

create table if not exists redress_number (
	org    varbinary(255) not null,
	series varbinary(255) not null,
	`key`  varbinary(255) not null,
	n      bigint         not null,
	primary key (org, series, `key`),
	unique key redress_number_n (org, series, n)
) engine = InnoDB;

-- head marks the oldest row of each case that is neither delivered, dead nor cancelled; only that one may leave. Express
-- rows have a head of their own in each case. Rows with a digest are no head at all: they leave together with the others
-- of their digest.
create table if not exists redress_outbox (
	case_id    varbinary(255)  not null,
	seq        bigint          not null,
	n          bigint          not null,
	id         varbinary(255)  not null,
	org        varbinary(255)  not null,
	kind       varbinary(255)  not null,
	recipient  varbinary(512)  not null,
	ref        mediumblob      not null,
	not_before bigint          not null,
	due        bigint          not null, -- not_before, or the end of the lease while there is one
	head       smallint        not null,
	attempts   bigint          not null default 0,
	lease      varbinary(255)  not null default '',
	dead       smallint        not null default 0,
	problem    varbinary(4096) not null default '',
	express    smallint        not null default 0,
	digest     varbinary(512)  not null default '',
	span       bigint          not null default 0, -- microseconds between two messages of the digest
	primary key (case_id, seq, n),
	unique key redress_outbox_id (id),
	key redress_outbox_due (head, due, case_id),
	key redress_outbox_digest (digest, org, dead, not_before),
	key redress_outbox_dead (dead, id)
) engine = InnoDB;

-- One row a digest that something waits for, or that is held back.
create table if not exists redress_digest (
	digest varbinary(512) not null,
	org    varbinary(255)  not null,
	due    bigint          not null, -- when its oldest row may leave, or until if that is later
	until  bigint          not null, -- the end of a lease, of a pause, or of a window
	primary key (digest, org),
	key redress_digest_due (due, digest, org)
) engine = InnoDB;

create table if not exists redress_match (
	`key`   varbinary(255) not null,
	case_id varbinary(255) not null,
	org     varbinary(255) not null,
	at      bigint         not null,
	primary key (`key`, case_id),
	key redress_match_case (case_id)
) engine = InnoDB;

insert ignore into redress_schema (version) values (1);
