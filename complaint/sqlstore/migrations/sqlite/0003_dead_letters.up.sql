-- +goose Up
-- Rows that were given up are listed, and may be sent again.
create index redress_outbox_dead on redress_outbox (id) where dead = 1;

insert into redress_schema (version) values (3);
