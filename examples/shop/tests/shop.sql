-- The imported tables, and rows of the users :alice and :bob for the tests.

create table countries (
  code text not null primary key,
  name text not null
);
insert into countries (code, name) values
  ('K1_', 'Country 1'),
  ('K2%', 'Country 3'),
  ('K2a', 'Country 2');

create table customers (
  id integer not null primary key,
  owner text not null,
  name text not null,
  email text,
  country text references countries (code),
  active boolean not null default true,
  unique (owner, email)
);
insert into customers (id, owner, name, email, country, active) values
  (6801, :alice, 'Customer 1', 'Grac_@Example.com', 'K1_', false),
  (6802, :alice, 'Customer 3', null, null, true),
  (6803, :alice, 'Customer 2', 'Grace@Example.com', 'K2a', true),
  (6804, :bob, 'Customer 4', 'Barbara@Example.com', 'K1_', true);

-- The rows of the view "open_orders".
create table open_orders_rows (
  id integer not null primary key,
  owner text not null,
  customer_id integer,
  quantity integer
);
insert into open_orders_rows (id, owner, customer_id, quantity) values
  (4501, :alice, 1, 2),
  (4502, :alice, null, null),
  (4503, :alice, 0, 0),
  (4504, :bob, 4, 5);
create view open_orders as select * from open_orders_rows;

create table orders (
  id integer not null primary key,
  owner text not null,
  customer_id integer not null references customers (id),
  state text not null default 'new' check (state in ('new', 'paid', 'sent')),
  quantity integer not null check (quantity between 1 and 1000),
  note text,
  created_at timestamp not null default '2026-01-05 09:30:05'
);
insert into orders (id, owner, customer_id, state, quantity, note, created_at) values
  (5601, :alice, 6801, 'paid', 2, 'Call before noon.', '2026-01-01 09:30:01'),
  (5602, :alice, 6802, 'new', 4, null, '2026-01-03 09:30:03'),
  (5603, :alice, 6801, 'sent', 3, 'Ring twice.', '2026-01-02 09:30:02'),
  (5604, :bob, 6804, 'new', 5, 'Leave it at the door.', '2026-01-04 09:30:04');
