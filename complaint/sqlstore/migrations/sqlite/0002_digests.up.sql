-- +goose Up
-- Express rows have a head of their own in each case. Rows with a digest are no head at all: they leave together with
-- the others of their digest.
alter table redress_outbox add column express integer not null default 0;
alter table redress_outbox add column digest text not null default '';
alter table redress_outbox add column span integer not null default 0; -- microseconds between two messages of the digest
create index redress_outbox_digest on redress_outbox (digest, org, not_before) where digest <> '' and dead = 0;

-- One row a digest that something waits for, or that is held back.
create table redress_digest (
	digest text    not null,
	org    text    not null,
	due    integer not null, -- when its oldest row may leave, or until if that is later
	until  integer not null, -- the end of a lease, of a pause, or of a window
	primary key (digest, org)
) without rowid;
create index redress_digest_due on redress_digest (due, digest, org);

insert into redress_schema (version) values (2);
