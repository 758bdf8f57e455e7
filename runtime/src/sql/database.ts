import type { ApiAuth } from '../api/api-auth.js';
import type { CallContext } from '../call/call-context.js';
import { checkedFirst, ToolError } from '../call/define.js';
import type { Unchecked } from '../call/definitions.js';
import { StartError } from '../utils/start-error.js';
import { USER } from './caller.js';
import { compile, type Compiled, type Dialect } from './compile.js';
import type { Driver, Login, Result, Row, Session } from './driver.js';
import { beginning, pageStatements, SIZE } from './pages.js';
import { argumentsIn, requiredRows } from './required-rows.js';
import type { Statement } from './statement-type.js';
import { type Attempt, type DatabaseOptions, Transactions } from './transactions.js';
import { type Columns, shortenRows, toDriverValue, withColumnTypes } from './values.js';

type Run<Args> = (args: Args, context: CallContext) => Promise<Unchecked>;

/** The result of a statement, and whose rows it reads. */
export interface StatementOptions {
  columns?: Columns;
  /** Its rows are those of all users, so it needs no `:principal.user_id`. */
  shared?: boolean;
}

/** How a statement is read in pages. */
export interface PageOptions extends StatementOptions {
  /**
   * Columns of the result that order it: unique together, never null. `-` before a name reverses it. Absent: there are only
   * the first rows, and `truncated` where there are more.
   */
  by?: readonly string[];
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
  /** One row. @throws ToolError where there is none, or several */
  one<const Text extends string, Args extends object>(
    text: Text & Statement<Text, Args>,
    options?: StatementOptions,
  ): Run<Args>;
  /** `{ [name]: rows }`: all of them. */
  list<const Text extends string, Args extends object>(
    name: string,
    text: Text & Statement<Text, Args>,
    options?: StatementOptions,
  ): Run<Args>;
  /**
   * `{ [name]: rows, next_cursor, truncated }`; `limit` and `cursor` are arguments of the tool. `truncated`: rows that no
   * page has are missing, or ends of long values.
   */
  page<const Text extends string, Args extends PageArguments>(
    name: string,
    text: Text & Statement<Text, Args>,
    options?: PageOptions,
  ): Run<Args>;
  /**
   * One transaction of one or two statements. Each has to affect a row, and one that returns what it changes, no second.
   * Returns the first row of the last statement, else `{ affected }`.
   */
  change<const Text extends string, Args extends object, const Then extends string = never>(
    text: Text & Statement<Text, Args>,
    options?: StatementOptions & { then?: Then & Statement<Then, Args> },
  ): Run<Args>;
  /** A transaction of your own: commits when `body` returns, and rolls back when it throws or a statement failed. */
  transaction<T>(
    context: CallContext,
    body: (run: Execute) => Promise<T>,
    options?: { readOnly?: boolean },
  ): Promise<T>;
}

/** What the operations on one database share. */
interface Opened {
  provider: string;
  dialect: Dialect;
  users: DatabaseOptions['users'];
  transactions: Transactions;
}

/** `open` connects to the database that provider-config.yaml names. */
export function database(
  provider: string,
  dialect: Dialect,
  auth: ApiAuth<Login>,
  options: DatabaseOptions,
  open: () => Driver,
): Database {
  const transactions = new Transactions(provider, auth, options, open);
  const opened: Opened = { provider, dialect, users: options.users, transactions };
  return {
    one: (text, settings = {}) => readOne(opened, text, settings),
    list: (name, text, settings = {}) => readList(opened, name, text, settings),
    page: (name, text, settings = {}) => readPage(opened, name, text, settings),
    change: (text, settings = {}) => change(opened, text, settings),
    transaction: (context, body, { readOnly = false } = {}) =>
      transactions.run(readOnly, context, (session, user) =>
        body((text, args) => execute(opened, session, compiled(opened, text), args, user)),
      ),
  };
}

function readOne(
  opened: Opened,
  text: string,
  { columns = {}, shared }: StatementOptions,
): Run<object> {
  const step = compiledReading(opened, text, shared);
  return (args, context) =>
    read(opened, context, async (session, user, attempt) => {
      const { rows } = await execute(opened, session, step, args, user);
      if (rows.length > 1) throw new ToolError(SEVERAL);
      const [row] = shortened(opened, rows, columns, attempt).rows;
      if (!row) throw new ToolError('No row matches.', { isMissing: true });
      return row;
    });
}

function readList(
  opened: Opened,
  name: string,
  text: string,
  { columns = {}, shared }: StatementOptions,
): Run<object> {
  const step = compiledReading(opened, text, shared);
  return (args, context) =>
    read(opened, context, async (session, user, attempt) => {
      const result = await execute(opened, session, step, args, user);
      const { rows, isShort } = shortened(opened, result.rows, columns, attempt);
      return { [name]: rows, ...(isShort && { truncated: true }) };
    });
}

function readPage(
  opened: Opened,
  name: string,
  text: string,
  { by, columns = {}, shared }: PageOptions,
): Run<PageArguments> {
  compiledReading(opened, text, shared);
  const { maxRows } = opened.transactions.limits;
  const pages = by && pageStatements(text, by, opened.dialect);
  const first = compiled(opened, pages?.first ?? beginning(text), shared);
  const next = pages && compiled(opened, pages.next, shared);
  return (args, context) =>
    read(opened, context, async (session, user, attempt) => {
      const size = Math.max(1, Math.min(Math.trunc(args.limit), maxRows - 1));
      const after = args.cursor === undefined ? undefined : pages?.afterCursor(args.cursor);
      const values = { ...args, ...after, [SIZE]: size + 1 };
      const result = await execute(opened, session, after && next ? next : first, values, user);
      const pageRows = result.rows.slice(0, size);
      const { rows, isShort } = shortened(opened, pageRows, columns, attempt);
      const isMore = result.rows.length > size;
      const cursor =
        pageRows.length > 0 ? pages?.cursorAfter(result, pageRows.length - 1) : undefined;
      return {
        [name]: rows,
        ...(isMore && cursor !== undefined && { next_cursor: cursor }),
        ...((isShort || (isMore && !pages)) && { truncated: true }),
      };
    });
}

function change(
  opened: Opened,
  text: string,
  { then, columns = {}, shared }: StatementOptions & { then?: string | undefined },
): Run<object> {
  const { transactions, dialect } = opened;
  const steps = [text, ...(then === undefined ? [] : [then])].map((each) => ({
    ...compiled(opened, each, shared),
    required: requiredRows(each, dialect),
  }));
  return checkedFirst(async (args, context, check) => {
    checkCleared(args);
    return transactions.run(
      false,
      context,
      async (session, user, attempt) => {
        let result: Pick<Result, 'rows' | 'affected'> = { rows: [], affected: 0 };
        for (const step of steps) {
          result = await execute(opened, session, step, args, user);
          const problem =
            result.affected === 0 && result.rows.length === 0
              ? await whyNone(opened, session, step.required, args, user)
              : !step.reads && result.rows.length > 1 && SEVERAL;
          if (problem) throw new ToolError(problem, { advice: 'No rows were changed.' });
        }
        const [first] = shortened(opened, result.rows.slice(0, 1), columns, attempt).rows;
        const row = first ?? withColumnTypes({ affected: result.affected }, columns);
        check(row); // an error after the commit would look like one that changed nothing
        return row;
      },
      transactions.attempts,
    );
  });
}

const AND = new Intl.ListFormat('en');

const SEVERAL = 'Several rows match where one was expected.';

/**
 * `clear` of a generated tool names values to set to null.
 * @throws ToolError where one of them has a new value, too
 */
function checkCleared(args: object): void {
  const { clear, ...values } = args as Row;
  const cleared = Array.isArray(clear) ? clear.map(String) : [];
  const both = cleared.find((name) => values[name] !== undefined);
  if (both !== undefined)
    throw new ToolError(`"${both}" has a value and is in "clear": send one of them.`);
}

/** @throws StartError where users share a database and the statement does not name its user */
function compiled({ provider, dialect, users }: Opened, text: string, shared = false): Compiled {
  const statement = compile(text, dialect);
  if (users === 'parameter' && !shared && !statement.scoped)
    throw new StartError(`${provider}: this statement does not contain :${USER}: ${text.trim()}`);
  return statement;
}

function compiledReading(opened: Opened, text: string, shared?: boolean): Compiled {
  const statement = compiled(opened, text, shared);
  if (statement.reads) return statement;
  throw new StartError(
    `${opened.provider}: this statement writes rows; use "change": ${text.trim()}`,
  );
}

const read = async (
  { transactions }: Opened,
  context: CallContext,
  body: (session: Session, user: string, attempt: Attempt) => Promise<object>,
): Promise<Unchecked> =>
  (await transactions.run(true, context, body, transactions.attempts)) as unknown as Unchecked;

async function execute(
  { dialect, transactions }: Opened,
  session: Session,
  statement: Compiled,
  args: object,
  user: string,
): Promise<Result> {
  const values = statement.binds.map((bind) => {
    // An own property: `:constructor` is not an argument.
    const own = Object.hasOwn(args, bind.name) ? (args as Row)[bind.name] : null;
    return toDriverValue(bind.name === USER ? user : own, bind, dialect);
  });
  const result = await session.run(statement, values);
  const { maxRows } = transactions.limits;
  if (result.rows.length > maxRows)
    throw new ToolError(`There are more than ${maxRows} rows.`, { advice: 'Request fewer.' });
  return result;
}

/** Which arguments refer to no row, as far as the statement requires rows; the same for rows that users may not refer to. */
async function whyNone(
  opened: Opened,
  session: Session,
  required: readonly Compiled[],
  args: object,
  user: string,
): Promise<string> {
  for (const each of required) {
    const names = argumentsIn(each, args as Row).map((name) => `"${name}"`);
    if (names.length === 0) continue;
    // One that is no statement of its own fails.
    const result = await execute(opened, session, each, args, user).catch(() => undefined);
    if (result?.rows.length === 0)
      return `${AND.format(names)} ${names.length === 1 ? 'refers' : 'refer'} to no row.`;
  }
  return 'No row matches.';
}

/** Rows as tools return them, and whether ends of values are missing. */
function shortened(
  { transactions }: Opened,
  rows: readonly Row[],
  columns: Columns,
  { maxCharacters }: Attempt,
) {
  const all = rows.map((row) => withColumnTypes(row, columns));
  const short = shortenRows(all, transactions.limits.maxBytes);
  return { rows: short, isShort: short !== all || maxCharacters !== undefined };
}
