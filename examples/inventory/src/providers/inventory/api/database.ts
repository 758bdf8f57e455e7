import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
import { auth } from './auth.js';

/** The tables of "database_url" in provider-config.yaml. Statements on the rows of a user contain `:principal.user_id`. */
export const database = sqliteDatabase('inventory', auth, { users: 'parameter' });
