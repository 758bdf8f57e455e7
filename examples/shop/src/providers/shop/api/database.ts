import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
import { auth } from './auth.js';

/**
 * The tables of "database_url" in provider-config.yaml. Statements on the rows of a user contain `:principal.user_id`.
 * SQLite stores texts and numbers in columns of any type, unless the table prevents it: schemas of results permit both.
 */
export const database = sqliteDatabase('shop', auth, { users: 'parameter' });
