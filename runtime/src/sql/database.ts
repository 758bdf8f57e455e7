import type { ApiAuth } from '../api/api-auth.js';
import type { CallContext } from '../call/call-context.js';
import { runWithCheck } from '../call/define/checked-run.js';
import type { Unchecked } from '../call/define/definitions.js';
import { ToolError } from '../call/result/tool-error.js';
import { StartError } from '../utils/start-error.js';
import { CALLER_NAME } from './caller.js';
import { compile, type CompiledStatement, type Dialect } from './compile.js';
import type { DatabaseSession, Driver, Login, Result, Row } from './driver.js';
import { statementError } from './faults.js';
import { firstRowsQuery, PAGE_SIZE, pageStatements } from './pages.js';
import { argumentsIn, requiredRows } from './required-rows.js';
import type { Statement } from './statement-type.js';
import { type DatabaseOptions, type ResultLimits, Transactions } from './transactions.js';
import { type Columns, shortenRows, toDriverValue, withColumnTypes } from './values.js';

type RunStatement<Args> = (args: Args, context: CallContext) => Promise<Unchecked>;

/** Options of a statement: types of its result columns, and whose rows it reads. */
export interface StatementOptions {
  columns?: Columns;
  /** Whether the rows are those of all users, so that the statement needs no `:principal.user_id`. */
  shared?: boolean;
}

/** Options of a statement that reads one row. */
interface RowOptions extends StatementOptions {
  /** What the model reads if no row matches, such as "No part of yours has this ID." */
  noMatch?: string;
}

/** Options of a statement that is read in pages. */
export interface PageOptions extends StatementOptions {
  /**
   * Columns of the result that order it: unique together, never null. `-` before a name reverses
   * it. Empty: pages continue by position in the order of the statement, so rows that come or go
   * between two calls shift them. Absent: only the first rows are returned, with `truncated` if
   * there are more.
   */
  by?: readonly string[];
}

/** Options of statements that change rows. */
interface ChangeOptions<Then = string, Key = PropertyKey> extends RowOptions {
  /** A second statement in the same transaction. */
  then?: Then | undefined;
  /** Arguments that identify the row: a call that states no other one would change nothing, and is refused. */
  key?: readonly Key[];
}

interface PageArguments {
  limit: number;
  cursor?: string | undefined;
}

type Execute = <const Text extends string, Args extends object>(
  text: Text & Statement<Text, Args>,
  args: Args,
) => Promise<Result>;

/** The tables of a provider. Statements are string literals; `:name` is an argument, and `:principal.user_id` the caller. */
export interface Database {
  /** Reads one row. @throws ToolError if there is none, or several */
  one<const Text extends string, Args extends object>(
    text: Text & Statement<Text, Args>,
    options?: RowOptions,
  ): RunStatement<Args>;
  /** Reads all rows as `{ [name]: rows }`. */
  list<const Text extends string, Args extends object>(
    name: string,
    text: Text & Statement<Text, Args>,
    options?: StatementOptions,
  ): RunStatement<Args>;
  /**
   * Reads a page as `{ [name]: rows, next_cursor, truncated }`; `limit` and `cursor` are arguments
   * of the tool. `truncated` is set if rows are missing that no page has, or ends of long
   * values.
   */
  page<const Text extends string, Args extends PageArguments>(
    name: string,
    text: Text & Statement<Text, Args>,
    options?: PageOptions,
  ): RunStatement<Args>;
  /**
   * Runs one or two statements in one transaction. Each must affect a row, and one that returns
   * what it changes must affect no second row. Returns the first row of the last statement, else `{
   * affected }`.
   */
  change<const Text extends string, Args extends object, const Then extends string = never>(
    text: Text & Statement<Text, Args>,
    options?: ChangeOptions<Then & Statement<Then, Args>, keyof NoInfer<Args>>,
  ): RunStatement<Args>;
  /** Runs `body` in a transaction: commits when it returns, and rolls back when it throws or a statement failed. */
  transaction<T>(
    context: CallContext,
    body: (run: Execute) => Promise<T>,
    options?: { readOnly?: boolean },
  ): Promise<T>;
}

/** State that the operations on one database share. */
interface OpenDatabase {
  provider: string;
  dialect: Dialect;
  users: DatabaseOptions['users'];
  transactions: Transactions;
}

/** Returns the database that provider-config.yaml names. @param open connects to it */
export function database(
  provider: string,
  dialect: Dialect,
  auth: ApiAuth<Login>,
  options: DatabaseOptions,
  open: () => Driver,
): Database {
  const transactions = new Transactions(provider, auth, options, open);
  const openDatabase: OpenDatabase = { provider, dialect, users: options.users, transactions };
  return {
    one: (text, settings = {}) => readOne(openDatabase, text, settings),
    list: (name, text, settings = {}) => readList(openDatabase, name, text, settings),
    page: (name, text, settings = {}) => readPage(openDatabase, name, text, settings),
    change: (text, settings = {}) => change(openDatabase, text, settings),
    transaction: (context, body, { readOnly = false } = {}) =>
      transactions.run(readOnly, context, (session, user) =>
        body((text, args) =>
          execute(openDatabase, session, compileChecked(openDatabase, text), args, user),
        ),
      ),
  };
}

const NO_MATCH = 'No row matches.';
const SEVERAL = 'Several rows match where one was expected.';

function readOne(
  opened: OpenDatabase,
  text: string,
  { columns = {}, shared, noMatch = NO_MATCH }: RowOptions,
): RunStatement<object> {
  const step = compileReading(opened, text, shared);
  return (args, context) =>
    runReading(opened, context, async (session, user, attempt) => {
      const { rows } = await execute(opened, session, step, args, user);
      if (rows.length > 1) throw new ToolError(SEVERAL);
      const [row] = shortenResult(opened, rows, columns, attempt, true).rows;
      if (!row) throw new ToolError(noMatch, { isMissing: true });
      return row;
    });
}

function readList(
  opened: OpenDatabase,
  name: string,
  text: string,
  { columns = {}, shared }: StatementOptions,
): RunStatement<object> {
  const step = compileReading(opened, text, shared);
  return (args, context) =>
    runReading(opened, context, async (session, user, attempt) => {
      const result = await execute(opened, session, step, args, user);
      const { rows, isShort } = shortenResult(opened, result.rows, columns, attempt);
      return { [name]: rows, ...(isShort && { truncated: true }) };
    });
}

function readPage(
  opened: OpenDatabase,
  name: string,
  text: string,
  { by, columns = {}, shared }: PageOptions,
): RunStatement<PageArguments> {
  compileReading(opened, text, shared);
  const { maxRows } = opened.transactions.limits;
  const paging = by && pageStatements(text, by, opened.dialect);
  const first = compileChecked(opened, paging?.first ?? firstRowsQuery(text), shared);
  const next = paging && compileChecked(opened, paging.next, shared);
  return (args, context) =>
    runReading(opened, context, async (session, user, attempt) => {
      const size = Math.max(1, Math.min(Math.trunc(args.limit), maxRows - 1));
      const position = args.cursor === undefined ? undefined : paging?.afterCursor(args.cursor);
      const values = { ...args, ...position, [PAGE_SIZE]: size + 1 };
      const result = await execute(opened, session, position && next ? next : first, values, user);
      const pageRows = result.rows.slice(0, size);
      const { rows, isShort } = shortenResult(opened, pageRows, columns, attempt);
      const hasMore = result.rows.length > size;
      const cursor =
        pageRows.length > 0
          ? paging?.cursorAfter(result, pageRows.length - 1, position)
          : undefined;
      return {
        [name]: rows,
        ...(hasMore && cursor !== undefined && { next_cursor: cursor }),
        ...((isShort || (hasMore && !paging)) && { truncated: true }),
      };
    });
}

function change(
  opened: OpenDatabase,
  text: string,
  { then, columns = {}, shared, key, noMatch = NO_MATCH }: ChangeOptions,
): RunStatement<object> {
  const { transactions, dialect } = opened;
  const steps = [text, ...(then === undefined ? [] : [then])].map((statement) => ({
    ...compileChecked(opened, statement, shared),
    required: requiredRows(statement, dialect),
  }));
  return runWithCheck({
    requireArguments(args) {
      checkCleared(args);
      if (key) requireChange(args, key);
    },
    run: (args, context, check) =>
      transactions.run(
        false,
        context,
        async (session, user, attempt) => {
          let result: Pick<Result, 'rows' | 'affected'> = { rows: [], affected: 0 };
          for (const step of steps) {
            result = await execute(opened, session, step, args, user);
            const problem =
              result.affected === 0 && result.rows.length === 0
                ? ((await reasonForNoRow(opened, session, step.required, args, user)) ?? noMatch)
                : !step.reads && result.rows.length > 1 && SEVERAL;
            if (problem) throw new ToolError(problem, { advice: 'No rows were changed.' });
          }
          const [first] = shortenResult(
            opened,
            result.rows.slice(0, 1),
            columns,
            attempt,
            true,
          ).rows;
          const row = first ?? withColumnTypes({ affected: result.affected }, columns);
          check(row); // an error after the commit would look like one that changed nothing
          return row;
        },
        transactions.attempts,
      ),
  });
}

const AND = new Intl.ListFormat('en');

/**
 * Checks `clear` of a generated tool, which names values to set to null.
 * @throws ToolError if one of them has a new value, too
 */
function checkCleared(args: object): void {
  const { clear, ...values } = args as Row;
  const clearedNames = Array.isArray(clear) ? clear.map(String) : [];
  const contradictory = clearedNames.find((name) => values[name] !== undefined);
  if (contradictory !== undefined)
    throw new ToolError(`"${contradictory}" has a value and is in "clear": send one of them.`);
}

/** @throws ToolError if a call only names the row: the statement would set each value to itself, and look like a change */
function requireChange(args: object, key: readonly PropertyKey[]): void {
  const isChange = ([name, value]: [string, unknown]) =>
    !key.includes(name) &&
    value !== undefined &&
    !(Array.isArray(value) && name === 'clear' && value.length === 0);
  if (!Object.entries(args).some(isChange))
    throw new ToolError('Nothing would change. State at least one value to change.');
}

/** @throws StartError if users share a database and the statement does not name its user */
function compileChecked(
  { provider, dialect, users }: OpenDatabase,
  text: string,
  shared = false,
): CompiledStatement {
  const statement = compile(text, dialect);
  if (users === 'parameter' && !shared && !statement.scoped)
    throw new StartError(
      `${provider}: this statement does not contain :${CALLER_NAME}: ${text.trim()}`,
    );
  return statement;
}

function compileReading(opened: OpenDatabase, text: string, shared?: boolean): CompiledStatement {
  const statement = compileChecked(opened, text, shared);
  if (statement.reads) return statement;
  throw new StartError(
    `${opened.provider}: this statement writes rows; use "change": ${text.trim()}`,
  );
}

const runReading = async (
  { transactions }: OpenDatabase,
  context: CallContext,
  body: (session: DatabaseSession, user: string, attempt: ResultLimits) => Promise<object>,
): Promise<Unchecked> =>
  (await transactions.run(true, context, body, transactions.attempts)) as unknown as Unchecked;

async function execute(
  { dialect, transactions }: OpenDatabase,
  session: DatabaseSession,
  statement: CompiledStatement,
  args: object,
  user: string,
): Promise<Result> {
  const values = statement.binds.map((bind) => {
    // Only own properties are arguments: `:constructor` is none.
    const argument = Object.hasOwn(args, bind.name) ? (args as Row)[bind.name] : null;
    return toDriverValue(bind.name === CALLER_NAME ? user : argument, bind, dialect);
  });
  const result = await session.run(statement, values).catch((error: unknown) => {
    throw statementError(error, statement.text);
  });
  const { maxRows } = transactions.limits;
  if (result.rows.length > maxRows)
    throw new ToolError(`There are more than ${maxRows} rows.`, { advice: 'Request fewer.' });
  return result;
}

/**
 * Returns why a statement affected no row: the arguments that refer to no row, as far as the
 * statement requires rows; undefined if it is another reason. Rows that users may not refer to
 * count as missing.
 */
async function reasonForNoRow(
  opened: OpenDatabase,
  session: DatabaseSession,
  required: readonly CompiledStatement[],
  args: object,
  user: string,
): Promise<string | undefined> {
  for (const subquery of required) {
    const names = argumentsIn(subquery, args as Row).map((name) => `"${name}"`);
    if (names.length === 0) continue;
    // A subquery that is not a statement by itself fails.
    const result = await execute(opened, session, subquery, args, user).catch(() => undefined);
    if (result?.rows.length === 0)
      return `${AND.format(names)} ${names.length === 1 ? 'refers' : 'refer'} to no row.`;
  }
  return undefined;
}

/** Returns the rows as tools return them, and whether ends of values are missing. */
function shortenResult(
  { transactions }: OpenDatabase,
  rows: readonly Row[],
  columns: Columns,
  { maxCharacters }: ResultLimits,
  marksLists = false,
) {
  const typedRows = rows.map((row) => withColumnTypes(row, columns));
  const shortRows = shortenRows(typedRows, transactions.limits.maxBytes, marksLists);
  return { rows: shortRows, isShort: shortRows !== typedRows || maxCharacters !== undefined };
}
