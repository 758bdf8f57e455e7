import type { Pool } from 'pg';
import { poolFor } from './postgres.js';
import type { Records } from './records.js';

const TIMEOUTS = { connectionTimeoutMillis: 5_000, query_timeout: 5_000 };

export async function postgresRecords(address: string): Promise<Records> {
  const pool = poolFor('records', address, TIMEOUTS);
  await createTable(pool);
  return {
    async get(id) {
      const { rows } = await pool.query<{ record: string }>(
        'select record from mcp_credentials where id = $1',
        [id],
      );
      return rows[0]?.record ?? null;
    },
    async put(id, record) {
      await pool.query(
        `insert into mcp_credentials (id, record) values ($1, $2)
         on conflict (id) do update set record = excluded.record, updated_at = now()`,
        [id, record],
      );
    },
    async delete(id) {
      await pool.query('delete from mcp_credentials where id = $1', [id]);
    },
  };
}

/** "if not exists" still collides where two processes create the same table at the same moment. */
async function createTable(pool: Pool): Promise<void> {
  try {
    await pool.query(
      `create table if not exists mcp_credentials (
         id text primary key,
         record text not null,
         updated_at timestamptz not null default now()
       )`,
    );
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== UNIQUE_VIOLATION && code !== DUPLICATE_TABLE) throw error;
  }
}

const UNIQUE_VIOLATION = '23505';
const DUPLICATE_TABLE = '42P07';
