-- The columns of the imported tables, without constraints, and rows of the users :alice and :bob for the tests.

create table countries (
  code text not null primary key,
  name text not null
);
insert into countries (code, name) values
  ('k1', 'Ada'),
  ('k2', 'Ada 2'),
  ('k3', 'Ada');

create table customers (
  id integer not null primary key,
  owner text not null,
  name text not null,
  email text,
  country text,
  active boolean not null
);
insert into customers (id, owner, name, email, country, active) values
  (101, :alice, 'Ada', 'ada@example.com', 'DE', true),
  (102, :alice, 'Ada 2', null, null, false),
  (103, :alice, 'Ada', 'ada@example.com', 'DE', true),
  (104, :bob, 'Ada 4', 'ada4@example.com', 'DE 4', false);

-- "open_orders" is a view in the database.
create table open_orders (
  id integer not null primary key,
  owner text not null,
  customer_id integer,
  quantity integer
);
insert into open_orders (id, owner, customer_id, quantity) values
  (101, :alice, 2, 3),
  (102, :alice, null, null),
  (103, :alice, 2, 3),
  (104, :bob, 5, 6);

create table orders (
  id integer not null primary key,
  owner text not null,
  customer_id integer not null,
  state text not null,
  quantity integer not null,
  note text,
  created_at timestamp not null default ('2026-02-05')
);
insert into orders (id, owner, customer_id, state, quantity, note, created_at) values
  (101, :alice, 2, 'new', 3, 'Call before noon.', '2026-02-01'),
  (102, :alice, 3, 'paid', 0, null, '2026-02-02'),
  (103, :alice, 2, 'new', 3, 'Call before noon.', '2026-02-01'),
  (104, :bob, 5, 'sent', 6, 'Call before noon. 4', '2026-02-04');
