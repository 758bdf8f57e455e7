create table parts (
  id integer primary key,
  owner text not null,
  name text not null,
  state text not null default 'in stock' check (state in ('in stock', 'reserved')),
  quantity integer not null check (quantity >= 0),
  price real,
  fragile integer not null default 0,
  unique (owner, name)
);
insert into parts (id, owner, name, state, quantity, price, fragile) values
  (1, :alice, 'Bolt', 'in stock', 20, 0.25, 0),
  (2, :alice, 'Anchor', 'reserved', 30, null, 1),
  (3, :bob, 'Bolt', 'in stock', 5, 0.3, 0);
