import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recordOf } from '../../src/call/call-context.js';
import { effectOf } from '../../src/call/effects.js';
import type { Database } from '../../src/sql.js';
import { as, databases, type TestDatabase } from './databases.js';
import { ordersOf, SCHEMA } from './orders.js';

const NOT_KNOWN = 'It is not known whether the change was made: check before you repeat it.';

/** A server in between, which does something at one message of a client. */
async function wire() {
  let count = 0;
  let act: ((client: Socket, server: Socket, message: Buffer) => unknown) | undefined;
  let target = 0;
  const between = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy());
    server.pipe(client);
    client.on('data', (message: Buffer) => {
      const isDue = act !== undefined && --count === 0;
      const now = isDue ? act : undefined;
      if (isDue) act = undefined;
      if (now) void now(client, server, message);
      else server.write(message);
    });
  });
  between.listen(0, '127.0.0.1');
  await once(between, 'listening');
  onTestFinished(() => void between.close());
  return {
    async via(port: number): Promise<number> {
      target = port;
      return (between.address() as { port: number }).port;
    },
    /** At this message from now on, counted from 1. */
    at(message: number, action: typeof act) {
      count = message;
      act = action;
    },
    hasActed: () => act === undefined,
  };
}

/** The connection from this port. */
const KILL = {
  postgres: (port: number) =>
    `select pg_terminate_backend(pid) from pg_stat_activity where client_port = ${port}`,
  mysql: (port: number) =>
    `select concat('kill connection ', id) as text from information_schema.processlist where host = '127.0.0.1:${port}'`,
};
const BUSY = {
  postgres: `select 1 from pg_stat_activity where usename = 'app' and state <> 'idle'`,
  mysql: `select 1 from information_schema.processlist where command not in ('Sleep', 'Daemon') and id <> connection_id()`,
};

async function kill({ dialect, admin }: TestDatabase, port = 0): Promise<void> {
  const rows = await admin(KILL[dialect as keyof typeof KILL](port));
  for (const { text } of rows) if (typeof text === 'string') await admin(text).catch(() => {});
}

/** What a call says of its row, and whether the row is there. */
async function added(db: TestDatabase, tables: Database, title: string) {
  const context = as('ann');
  const text = await ordersOf(tables)
    .add({ title }, context)
    .then(
      () => 'done',
      (error: unknown) => (error as Error).message,
    );
  await expect.poll(() => db.admin(BUSY[db.dialect as keyof typeof BUSY])).toEqual([]);
  const rows = await db.admin(`select 1 from orders where title = '${title}'`);
  return { text, isThere: rows.length > 0, effect: effectOf(recordOf(context)) };
}

const servers = databases.filter(({ name }) => name !== 'SQLite');

describe.each(servers)('$name', ({ isMissing, open }) => {
  it.skipIf(isMissing)(
    'where the connection is lost at any message, no text denies a commit',
    async () => {
      const { via, at, hasActed } = await wire();
      const db = await open(via);
      onTestFinished(() => db.stop());
      await db.admin(SCHEMA[db.dialect]);
      const tables = db.tables();
      const losses = {
        // The server ends the connection, then gets the message.
        killed: async (_client: Socket, server: Socket, message: Buffer) => {
          await kill(db, server.localPort);
          if (server.writable) server.write(message);
        },
        // The server gets the message, and its answer is lost.
        unanswered: (client: Socket, server: Socket, message: Buffer) => {
          server.unpipe(client).resume();
          server.write(message, () => setTimeout(() => client.destroy(), 50));
        },
      };
      for (const [what, loss] of Object.entries(losses)) {
        const seen: string[] = [];
        for (let message = 1; message < 40; message++) {
          at(message, loss);
          const { text, isThere, effect } = await added(db, tables, `${what} ${message}`);
          const is = text === 'done' ? 'done' : effect === NOT_KNOWN ? 'not known' : 'not done';
          if (is !== 'not known') expect([text, isThere]).toEqual([text, is === 'done']);
          else expect(text).toBe(`The connection was lost during the commit. ${NOT_KNOWN}`);
          expect(text).not.toContain('in time'); // the loss is noticed at once
          seen.push(`${is}, ${isThere ? 'there' : 'not there'}`);
          if (!hasActed()) break;
          await ordersOf(tables).list({ limit: 1 }, as('ann')); // the next loss is that of a new connection
        }
        expect(seen).toContain('not done, not there');
        expect(seen).toContain(what === 'killed' ? 'not known, not there' : 'not known, there');
        expect(seen.at(-1)).toBe('done, there');
      }
    },
    60_000,
  );
});

const [postgres] = databases;

it.skipIf(postgres?.isMissing)('what follows a commit cannot deny it', async () => {
  const db = await postgres?.open();
  if (!db) return;
  onTestFinished(() => db.stop());
  await db.admin(SCHEMA.postgres);
  await db.admin('revoke execute on function pg_advisory_unlock_all() from public');
  expect(await added(db, db.tables(), 'a')).toMatchObject({ text: 'done', isThere: true });
  await db.admin(
    `alter table orders add constraint one_title unique (title) deferrable initially deferred`,
  );
  const [row] = await db.admin(`insert into orders (owner, title) values ('bob', 'b') returning 1`);
  expect(row).toBeDefined();
  expect(await added(db, db.tables(), 'b')).toEqual({
    text: 'A row with these values already exists (one_title).',
    isThere: true, // that of bob
    effect: undefined,
  });
});
