import type { ApiAuth } from '../api/api-auth.js';
import { signIns } from '../api/sign-in-needed.js';
import { checkCredentialsWith } from '../auth/credential-check.js';
import { type CallContext, type CallRecord, keepSecret, recordOf } from '../call/call-context.js';
import { checkedFirst, ToolError } from '../call/define.js';
import type { Unchecked } from '../call/definitions.js';
import { recordChange } from '../call/effects.js';
import { remainingMs } from '../fetch/deadline.js';
import type { Principal } from '../identity/principal.js';
import { perProject, projectOf } from '../project/project.js';
import { StartError } from '../utils/start-error.js';
import { USER } from './caller.js';
import { compile, type Compiled, type Dialect } from './compile.js';
import { checkLogin } from './connection-problem.js';
import type { Driver, Login, Result, Row, Session, SqlLimits, Work } from './driver.js';
import { faultOf, toolErrorOf } from './faults.js';
import { beginning, pageStatements, SIZE } from './pages.js';
import { argumentsIn, requiredRows } from './required-rows.js';
import type { Statement } from './statement-type.js';
import { type Columns, shortenRows, toDriverValue, withColumnTypes } from './values.js';

/**
 * How users are limited to their own rows. `parameter`: each statement contains `:principal.user_id`. `policies`: row-level
 * security of the database, which gets the user as a setting. `login`: each user has a login of the database. `shared`:
 * all callers read and write the same rows.
 */
export type Users = 'parameter' | 'policies' | 'login' | 'shared';

/** Whose rows callers see, and limits. */
export interface DatabaseOptions<By extends Users = Users> {
  users: By;
  /** The setting that policies read: `app.user_id`, unless stated. */
  setting?: string;
  /** The user as the database stores them: the id of the principal, unless stated. */
  userOf?(principal: Principal): string;
  limits?: Partial<SqlLimits>;
  /** Connections of each login. One user has at most half of them, so that others get some. */
  poolSize?: number;
}

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

/** How much more is read where a result is too large, to be shortened. */
const WIDER = 32;
/** Of each value, where that is too large as well: the database shortens them. */
const MAX_CHARACTERS = 4_000; // no key that an index has is longer

const AND = new Intl.ListFormat('en');

const SEVERAL = 'Several rows match where one was expected.';

const LIMITS: SqlLimits = { timeoutMs: 10_000, maxRows: 1_000, maxBytes: 1_000_000 };

/** The limits of one transaction: where a result exceeds them, the next one reads more, or has the database shorten values. */
type Attempt = Pick<Work, 'maxBytes' | 'maxCharacters'>;

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

/** `open` connects to the database that provider-config.yaml names. */
export function database(
  provider: string,
  dialect: Dialect,
  auth: ApiAuth<Login>,
  { users, setting = 'app.user_id', userOf = ({ userId }) => userId, ...options }: DatabaseOptions,
  open: () => Driver,
): Database {
  const limits = { ...LIMITS, ...options.limits };
  const { ended, readable } = signIns(provider, auth);
  checkCredentialsWith(auth, (login) => checkLogin(open(), login));
  const driver = perProject(provider, () => {
    const own = open();
    projectOf(provider).ending.add(() => own.close());
    return own;
  });

  const whole: Attempt = { maxBytes: limits.maxBytes };
  const wider: Attempt = { maxBytes: limits.maxBytes * WIDER };
  const reads = [whole, wider, { ...wider, maxCharacters: MAX_CHARACTERS }];

  function statement(text: string, shared = false): Compiled {
    const compiled = compile(text, dialect);
    if (users === 'parameter' && !shared && !compiled.scoped)
      throw new StartError(`${provider}: this statement does not contain :${USER}: ${text.trim()}`);
    return compiled;
  }

  function reading(text: string, shared?: boolean): Compiled {
    const compiled = statement(text, shared);
    if (!compiled.reads)
      throw new StartError(`${provider}: this statement writes rows; use "change": ${text.trim()}`);
    return compiled;
  }

  async function execute(session: Session, compiled: Compiled, args: object, user: string) {
    const values = compiled.binds.map((bind) => {
      // An own property: `:constructor` is not an argument.
      const own = Object.hasOwn(args, bind.name) ? (args as Row)[bind.name] : null;
      return toDriverValue(bind.name === USER ? user : own, bind, dialect);
    });
    const result = await session.run(compiled, values);
    if (result.rows.length > limits.maxRows)
      throw new ToolError(`There are more than ${limits.maxRows} rows.`, {
        advice: 'Request fewer.',
      });
    return result;
  }

  /** Which arguments refer to no row, as far as the statement requires rows; the same for rows that users may not refer to. */
  async function whyNone(
    session: Session,
    required: readonly Compiled[],
    args: object,
    user: string,
  ): Promise<string> {
    for (const each of required) {
      const names = argumentsIn(each, args as Row).map((name) => `"${name}"`);
      if (names.length === 0) continue;
      // One that is no statement of its own fails.
      const result = await execute(session, each, args, user).catch(() => undefined);
      if (result?.rows.length === 0)
        return `${AND.format(names)} ${names.length === 1 ? 'refers' : 'refer'} to no row.`;
    }
    return 'No row matches.';
  }

  /** @param attempts each is another transaction where the result of the one before was too large */
  async function transaction<T>(
    readOnly: boolean,
    context: CallContext,
    body: (session: Session, user: string, work: Attempt) => Promise<T>,
    attempts: readonly Attempt[] = [whole],
  ): Promise<T> {
    const record = recordOf(context);
    const { signal } = context;
    const { principal } = record;
    const login = await readable(principal.userId, auth.getCredentials(principal.userId));
    if (login === null) throw await ended(principal.userId);
    keepSecret(record, login.password);
    const user = userOf(principal);
    const settings = users === 'policies' ? { [setting]: user } : {};
    const workOf = (attempt: Attempt): Work => ({
      ...limits,
      ...attempt,
      timeoutMs: Math.min(limits.timeoutMs, remainingMs(context)),
      // Where the database itself sees a write, the transaction fails.
      readOnly: readOnly || record.isReadOnly,
      user: principal.userId,
      signal,
      settings,
    });
    const change = workOf(whole).readOnly ? undefined : recordChange(record);
    change?.begin();
    const begun = async ([attempt = whole, ...further]: readonly Attempt[]): Promise<T> => {
      try {
        return await driver().transaction(login, workOf(attempt), (session) =>
          body({ run: (step, values) => run(session, step, values, record) }, user, attempt),
        );
      } catch (error) {
        if (further.length === 0 || faultOf(error) !== 'too large') throw error;
        return begun(further);
      }
    };
    try {
      const value = await begun(attempts);
      change?.end('made');
      return value;
    } catch (error) {
      const fault = faultOf(error);
      change?.end(fault === 'unknown' ? 'unknown' : 'none');
      if (fault === 'login')
        throw await ended(principal.userId, 'The database does not accept the login.');
      throw toolErrorOf(error);
    }
  }

  /** Rows as tools return them, and whether ends of values are missing. */
  function shown({ rows }: Pick<Result, 'rows'>, columns: Columns, { maxCharacters }: Attempt) {
    const all = rows.map((row) => withColumnTypes(row, columns));
    const some = shortenRows(all, limits.maxBytes);
    return { rows: some, isShort: some !== all || maxCharacters !== undefined };
  }

  /** @throws ToolError where a call that was said to read would write; the database refuses what this does not see */
  function run(session: Session, step: Compiled, values: readonly unknown[], record: CallRecord) {
    if (!record.isReadOnly || step.reads) return session.run(step, values);
    throw new ToolError(
      `The ${record.subject} is read-only, but its statement writes rows. Nothing was changed. Remove "readOnlyHint".`,
    );
  }

  return {
    one(text, { columns = {}, shared } = {}) {
      const compiled = reading(text, shared);
      return (args, context) =>
        transaction(
          true,
          context,
          async (session, user, attempt) => {
            const { rows } = await execute(session, compiled, args, user);
            if (rows.length > 1) throw new ToolError(SEVERAL);
            const [row] = shown({ rows }, columns, attempt).rows;
            if (!row) throw new ToolError('No row matches.', { isMissing: true });
            return row;
          },
          reads,
        );
    },

    list(name, text, { columns = {}, shared } = {}) {
      const compiled = reading(text, shared);
      return (args, context) =>
        transaction(
          true,
          context,
          async (session, user, attempt) => {
            const result = await execute(session, compiled, args, user);
            const { rows, isShort } = shown(result, columns, attempt);
            return { [name]: rows, ...(isShort && { truncated: true }) } as unknown as Unchecked;
          },
          reads,
        );
    },

    page(name, text, { by, columns = {}, shared } = {}) {
      reading(text, shared);
      const pages = by && pageStatements(text, by, dialect);
      const start = statement(pages?.first ?? beginning(text), shared);
      const further = pages && statement(pages.next, shared);
      return (args, context) =>
        transaction(
          true,
          context,
          async (session, user, attempt) => {
            const size = Math.max(1, Math.min(Math.trunc(args.limit), limits.maxRows - 1));
            const after = args.cursor === undefined ? undefined : pages?.afterCursor(args.cursor);
            const values = { ...args, ...after, [SIZE]: size + 1 };
            const step = after && further ? further : start;
            const result = await execute(session, step, values, user);
            const found = result.rows.slice(0, size);
            const { rows, isShort } = shown({ rows: found }, columns, attempt);
            const isMore = result.rows.length > size;
            const cursor =
              found.length > 0 ? pages?.cursorAfter(result, found.length - 1) : undefined;
            return {
              [name]: rows,
              ...(isMore && cursor !== undefined && { next_cursor: cursor }),
              ...((isShort || (isMore && !pages)) && { truncated: true }),
            } as unknown as Unchecked;
          },
          reads,
        );
    },

    change(text, { then, columns = {}, shared } = {}) {
      const texts = [text, ...(then === undefined ? [] : [then])];
      const steps = texts.map((each) => ({
        ...statement(each, shared),
        required: requiredRows(each, dialect),
      }));
      return checkedFirst(async (args, context, check) => {
        checkCleared(args);
        return transaction(
          false,
          context,
          async (session, user, attempt) => {
            let result: Pick<Result, 'rows' | 'affected'> = { rows: [], affected: 0 };
            for (const step of steps) {
              result = await execute(session, step, args, user);
              const problem =
                result.affected === 0 && result.rows.length === 0
                  ? await whyNone(session, step.required, args, user)
                  : !step.reads && result.rows.length > 1 && SEVERAL;
              if (problem) throw new ToolError(problem, { advice: 'No rows were changed.' });
            }
            const [row = withColumnTypes({ affected: result.affected }, columns)] = shown(
              { rows: result.rows.slice(0, 1) },
              columns,
              attempt,
            ).rows;
            check(row); // an error after the commit would look like one that changed nothing
            return row;
          },
          reads,
        );
      });
    },

    transaction: (context, body, { readOnly = false } = {}) =>
      transaction(readOnly, context, (session, user) =>
        body((text, args) => execute(session, statement(text), args, user)),
      ),
  };
}
