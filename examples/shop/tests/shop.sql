-- The columns of the imported tables, without constraints, and rows of the users :alice and :bob for the tests.

create table countries (
  code text not null primary key,
  name text not null
);
insert into countries (code, name) values
  ('k1', 'Ada');

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
  (102, :bob, 'Ada 2', 'ada@example.com 2', 'DE 2', false);

-- "open_orders" is a view in the database.
create table open_orders (
  id integer not null primary key,
  owner text not null,
  customer_id integer,
  quantity integer
);
insert into open_orders (id, owner, customer_id, quantity) values
  (101, :alice, 1, 1),
  (102, :bob, 2, 2);

create table orders (
  id integer not null primary key,
  owner text not null,
  customer_id integer not null,
  state text not null,
  quantity integer not null,
  note text,
  created_at timestamp not null default ('created_at_3')
);
insert into orders (id, owner, customer_id, state, quantity, note, created_at) values
  (101, :alice, 1, 'new', 1, 'Call before noon.', 'created_at'),
  (102, :bob, 2, 'new', 2, 'Call before noon. 2', 'created_at_2');
