import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth } from './auth.js';

/** The tables of "database_url" in provider-config.yaml. Statements on the rows of a user contain `:principal.user_id`. */
export const database = sqliteDatabase(PROVIDER_NAME, auth, { users: 'parameter' });
