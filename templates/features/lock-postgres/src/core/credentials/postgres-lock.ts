import { poolFor } from './postgres.js';

const WAIT_MS = 30_000;

/**
 * Runs `task` while no other process of this PostgreSQL runs one for the same id. The advisory lock is that of a
 * transaction: it ends with the connection, whatever happens to us, and works behind a transaction-pooling proxy.
 */
export async function withPostgresLock<T>(
  address: string,
  id: string,
  task: () => Promise<T>,
): Promise<T> {
  const client = await poolFor('locks', address, { connectionTimeoutMillis: WAIT_MS }).connect();
  let broken: Error | undefined;
  const note = (error: Error) => void (broken = error);
  client.on('error', note);
  try {
    await client.query('begin');
    await client.query(`set local lock_timeout = ${WAIT_MS}`);
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
    return await task();
  } finally {
    await client.query('rollback').catch(note); // nothing was written here: this only releases
    client.off('error', note);
    client.release(broken);
  }
}
