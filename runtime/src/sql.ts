/**
 * Tables of a database: what `mcp-provider/sql/postgres`, `/sql/mysql` and `/sql/sqlite` have in common.
 * @module mcp-provider/sql
 */
export type { CallContext } from './call/call-context.js';
export type { ToolFunction, Unchecked } from './call/define/definitions.js';
export type { Columns } from './sql/values.js';
export type { Database, PageOptions, StatementOptions } from './sql/database.js';
export type { Login, SqlLimits } from './sql/driver.js';
export type { Statement } from './sql/statement-type.js';
export type { DatabaseOptions, Users } from './sql/transactions.js';
export { asJson } from './sql/as-json.js';
