import type { CallContext } from '../../src/index.js';
import type { Database } from '../../src/sql.js';
import type { Dialect } from '../../src/sql/compile.js';

export const SCHEMA: Record<Dialect, string> = {
  postgres: `create table orders (id bigint generated always as identity primary key, owner text not null,
    title text not null constraint title_short check (length(title) < 300), placed_at timestamptz not null default now(), unique (owner, title))`,
  mysql: `create table orders (id bigint auto_increment primary key, owner varchar(100) not null, title varchar(1000) not null,
    placed_at timestamp(6) not null default now(6), unique key orders_owner_title (owner, title(200)), constraint title_short check (length(title) < 300))`,
  sqlite: `create table orders (id integer primary key, owner text not null,
    title text not null constraint title_short check (length(title) < 300), placed_at text not null default current_timestamp, unique (owner, title))`,
};

/** Triggers that refuse orders with the title "refused". */
export const TRIGGERS: Readonly<Record<Dialect, readonly string[]>> = {
  postgres: [
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'The shop is closed'; end $$`,
    `create trigger refusal before insert on orders for each row when (new.title = 'refused') execute function refuse()`,
  ],
  mysql: [
    `create trigger refusal before insert on orders for each row
      if new.title = 'refused' then signal sqlstate '45000' set message_text = 'The shop is closed'; end if`,
  ],
  sqlite: [
    `create trigger refusal before insert on orders when new.title = 'refused'
      begin select raise(abort, 'The shop is closed'); end`,
  ],
};

export interface Order {
  id: number;
  title: string;
}

interface Page {
  orders: Order[];
  next_cursor?: string;
}

type Args = Record<string, unknown>;
type Fn<Result> = (args: Args, context: CallContext) => Promise<Result>;

/** Typed for tests: a tool's output schema does that otherwise. */
const returns = <Result>(run: unknown) => run as Fn<Result>;

export const ordersOf = (tables: Database) => ({
  add: returns<{ affected: number }>(
    tables.change<
      'insert into orders (owner, title) values (:principal.user_id, :title)',
      { title: unknown }
    >('insert into orders (owner, title) values (:principal.user_id, :title)'),
  ),
  find: returns<Page>(
    tables.list<
      'select id, title from orders where owner = :principal.user_id and title = :title',
      { title: unknown }
    >('orders', 'select id, title from orders where owner = :principal.user_id and title = :title'),
  ),
  list: returns<Page>(
    tables.page(
      'orders',
      'select id, title, placed_at from orders where owner = :principal.user_id',
      { by: ['-placed_at', 'id'] },
    ),
  ),
  listByPosition: returns<Page>(
    tables.page(
      'orders',
      'select id, title from orders where owner = :principal.user_id order by placed_at',
      { by: [] },
    ),
  ),
  get: returns<Order>(
    tables.one<
      'select id, title from orders where id = :id and owner = :principal.user_id',
      { id: unknown }
    >('select id, title from orders where id = :id and owner = :principal.user_id'),
  ),
  rename: returns<{ affected: number }>(
    tables.change<
      'update orders set title = :title where id = :id and owner = :principal.user_id',
      { id: unknown; title: unknown }
    >('update orders set title = :title where id = :id and owner = :principal.user_id'),
  ),
});
