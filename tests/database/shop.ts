import type { Dialect } from '../../src/database/model.js';

/** Tables with all that an import reads: types, defaults, keys, comments, names that have to be quoted. */
export const SHOP: Readonly<Record<Dialect, string>> = {
  postgres: `
    create type state as enum ('new', 'it''s old');
    create domain amount as numeric(10,2); create domain price as amount;
    create table customers (id uuid primary key default gen_random_uuid(), owner text not null, "Full Name" text not null,
      email varchar(80) unique, active boolean not null default true, password_hash text,
      tier varchar(20) check (tier in ('basic', 'it''s gold')));
    create table orders (id bigint generated always as identity primary key, owner text not null,
      customer_id uuid references customers(id) on delete cascade, state state not null default 'new', price price,
      tags text[] not null default '{}', doc jsonb not null default '{}', bits bytea,
      created_at timestamptz not null default now(), local_at timestamp, due date, at time,
      total numeric generated always as (price * 2) stored, "user" text, span interval, rank smallint not null default 5 check (rank > 0 and rank <= 9),
      unique (owner, due));
    create table order_lines (order_id bigint, line int, owner text not null, note text, primary key (order_id, line));
    create table settings (owner text primary key, theme text not null default 'light', size int);
    create table countries (code char(2) primary key, name text not null);
    create table logs (owner text, message text not null);
    create view open_orders as select id, owner, state from orders;
    create table "we""ird Täble" (id serial primary key, owner text, "a b" text, "c:d" text, "limit" int);
    create table secret_plans (id serial primary key, plan text);
    create schema sales; create table sales.deals (id serial primary key, owner text not null, amount money);
    comment on table orders is 'Orders of a customer'; comment on column orders.price is 'In euro';
    create function total(o bigint) returns numeric language sql as 'select 1.0'`,
  mysql: `
    create table customers (id char(36) primary key default (uuid()), owner varchar(99) not null, \`Full Name\` varchar(60) not null,
      email varchar(80) unique, active boolean not null default true, password_hash text,
      tier varchar(20) check (tier in ('basic', 'it''s gold')));
    create table orders (id bigint unsigned auto_increment primary key, owner varchar(99) not null, customer_id char(36),
      state enum('new','it''s old') not null default 'new', price decimal(10,2) comment 'In euro', doc json, bits blob,
      created_at timestamp not null default current_timestamp, changed_at datetime default null on update current_timestamp,
      due date, at time, total decimal(12,2) as (price * 2) stored, \`user\` text, \`rank\` smallint not null default 5 check (\`rank\` > 0 and \`rank\` <= 9),
      tiny tinyint, y year, flags set('a','b'), place point, foreign key (customer_id) references customers(id) on delete cascade,
      unique (owner, due)) comment 'Orders of a customer';
    create table order_lines (order_id bigint unsigned, line int, owner varchar(99) not null, note text, primary key (order_id, line));
    create table settings (owner varchar(99) primary key, theme varchar(20) not null default 'light', size int);
    create table countries (code char(2) primary key, name text not null);
    create table logs (owner varchar(99), message text not null);
    create view open_orders as select id, owner, state from orders;
    create table \`we\`\`ird "Täble\` (id int auto_increment primary key, owner varchar(99), \`a b\` varchar(20), \`c:d\` text, \`limit\` int);
    create table secret_plans (id int auto_increment primary key, plan text);
    create function total(o bigint) returns int deterministic return 1`,
  sqlite: `
    create table customers (id text primary key default (hex(randomblob(8))), owner text not null, "Full Name" text not null,
      email varchar(80) unique, active boolean not null default 1, password_hash text,
      tier text check (tier in ('basic', 'it''s gold')));
    create table orders (id integer primary key, owner text not null, customer_id text references customers(id) on delete cascade,
      state text not null default 'new', price real, doc text, bits blob, created_at timestamp default current_timestamp,
      due date, total real generated always as (price * 2) stored, "user" text, rank int not null default 5 check (rank > 0 and rank <= 9), unique (owner, due));
    create table order_lines (order_id integer, line int, owner text not null, note text, primary key (order_id, line));
    create table settings (owner text primary key, theme text not null default 'light', size int) without rowid;
    create table countries (code char(2) primary key, name text not null);
    create table logs (owner text, message text not null);
    create view open_orders as select id, owner, state from orders;
    create view broken as select * from nowhere;
    create virtual table notes_fts using fts5(title, body);
    create table "we""ird Täble" (id integer primary key, owner text, "a b" text, "c:d" text, "limit" int);
    create table secret_plans (id integer primary key, plan text)`,
};

/** All but the table that nobody selects. */
export const SELECTED = [
  'countries,customers,logs,open_orders,order_lines,orders,settings,we*',
  ...['--user-column', 'owner', '--shared-tables', 'countries', '--allow-changes', '--counts'],
];
