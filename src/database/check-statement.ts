import { type CompiledStatement, withoutQuoted } from '../../runtime/src/sql/compile.js';
import { faultOf } from '../../runtime/src/sql/faults.js';
import { CliError } from '../model/errors/cli-error.js';
import { statementRefused, statementUnchecked } from '../model/errors/database.js';
import { errorReason, openDriver, unreachableDatabase } from './read.js';
import { prepareSqlite } from './sqlite.js';
import type { DatabaseTarget } from './url.js';

const LIMITS = { timeoutMs: 5_000, maxRows: 10_000, maxBytes: 1_000_000 };

const EXPLAINABLE = /^[\s(]*(select|with|insert|update|delete|merge|replace)\b/i;

/**
 * Lets a database check a statement without executing it.
 * @throws CliError `database/statement` if the statement is wrong, `database/…` if it could not be
 * checked
 */
export async function checkStatement(
  target: DatabaseTarget,
  statement: CompiledStatement,
  signal: AbortSignal,
): Promise<void> {
  const { dialect } = target;
  const { text } = statement;
  try {
    if (dialect === 'sqlite') prepareSqlite(target, text);
    else if (EXPLAINABLE.test(withoutQuoted(text, dialect)))
      await explainOnServer(target, statement, signal);
    else throw statementUnchecked('Databases explain only statements about rows.');
  } catch (error) {
    if (error instanceof CliError || signal.aborted) throw error;
    if (isWrong(error)) throw statementRefused(text, error.message);
    throw unreachableDatabase(target, error) ?? statementUnchecked(errorReason(error, target));
  }
}

async function explainOnServer(
  target: DatabaseTarget,
  statement: CompiledStatement,
  signal: AbortSignal,
) {
  const driver = await openDriver(target);
  // MariaDB explains changes only if the transaction could make them.
  const work = { ...LIMITS, readOnly: statement.reads, user: '', signal, settings: {} };
  // MySQL does not support "limit null".
  const values = statement.binds.map(() => (target.dialect === 'mysql' ? 1 : null));
  try {
    await driver.transaction(target.login, work, (session) =>
      session.run({ ...statement, text: `explain ${statement.text}` }, values),
    );
  } finally {
    await driver.close();
  }
}

/**
 * Returns whether the statement is wrong: SQLSTATE "Syntax Error or Access Rule Violation", such as
 * an unknown column. SQLite has a single code for all errors.
 */
function isWrong(error: unknown): error is Error {
  const {
    code = '',
    errcode,
    sqlState = code,
  } = error as {
    code?: string;
    errcode?: number;
    sqlState?: string;
  };
  const isRefused = sqlState.startsWith('42') || code === 'SQLITE_ERROR' || errcode === 1;
  return isRefused && [undefined, 'absent'].includes(faultOf(error));
}
