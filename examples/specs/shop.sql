-- The database that examples/shop was imported from.
create table countries (
  code text primary key,
  name text not null
);
create table customers (
  id integer primary key,
  owner text not null,
  name text not null,
  email text,
  country text references countries,
  active boolean not null default true,
  password_hash text,
  unique (owner, email)
);
create table orders (
  id integer primary key,
  owner text not null,
  customer_id integer not null references customers(id),
  state text not null default 'new' check (state in ('new', 'paid', 'sent')),
  quantity integer not null check (quantity between 1 and 1000),
  note text,
  created_at timestamp not null default current_timestamp
);
create view open_orders as select id, owner, customer_id, quantity from orders where state = 'new';
create table migrations (id integer primary key, name text not null);
