import type { ApiAuth } from '../api/api-auth.js';
import { signIns } from '../api/sign-in-needed.js';
import { checkCredentialsWith } from '../auth/credential-check.js';
import { type CallContext, type CallRecord, keepSecret, recordOf } from '../call/call-context.js';
import { recordChange } from '../call/effects.js';
import { ToolError } from '../call/result/tool-error.js';
import { remainingMs } from '../fetch/deadline.js';
import type { Principal } from '../identity/principal.js';
import { projectOf, valuePerProject } from '../project/project.js';
import { checkLogin } from './connection-problem.js';
import type { DatabaseSession, Driver, Login, SqlLimits, TransactionWork } from './driver.js';
import { databaseError, faultOf } from './faults.js';

/**
 * How users are limited to their own rows. `parameter`: each statement contains
 * `:principal.user_id`. `policies`: row-level security of the database, which gets the user as a
 * setting. `login`: each user has a login of the database. `shared`: all callers read and write the
 * same rows.
 */
export type Users = 'parameter' | 'policies' | 'login' | 'shared';

const usersByAuth = new WeakMap<object, Users>();

/**
 * Returns the mode in which the database of an `auth` limits users to their own rows; undefined if
 * no database has it.
 */
export const userModeOf = (auth: object): Users | undefined => usersByAuth.get(auth);

/** Options of a database: whose rows callers see, and limits. */
export interface DatabaseOptions<By extends Users = Users> {
  users: By;
  /** The setting that policies read. Default: `app.user_id`. */
  setting?: string;
  /** Returns the user as the database stores it. Default: the id of the principal. */
  userOf?(principal: Principal): string;
  limits?: Partial<SqlLimits>;
  /** Connections of each login. One user has at most half of them, so that others get some. */
  poolSize?: number;
}

/** Factor of the limit for a result that is too large, and is then shortened. */
const WIDER_FACTOR = 32;
/** Limit of each value if the result is still too large: the database shortens longer ones. */
const MAX_CHARACTERS = 4_000; // no key that an index has is longer

const LIMITS: SqlLimits = { timeoutMs: 10_000, maxRows: 1_000, maxBytes: 1_000_000 };

/**
 * The limits of one transaction. If a result exceeds them, the next attempt reads more, or has
 * the database shorten values.
 */
export type ResultLimits = Pick<TransactionWork, 'maxBytes' | 'maxCharacters'>;

/**
 * The transactions of one provider. Each has the login of the user who makes the call, and the
 * limits of the provider.
 */
export class Transactions {
  readonly limits: SqlLimits;
  /** Attempts: the result as it is, a larger one that is shortened here, and one that the database shortens. */
  readonly attempts: readonly ResultLimits[];
  readonly #auth: ApiAuth<Login>;
  readonly #options: DatabaseOptions;
  readonly #signIns;
  readonly #driver: () => Driver;

  /** @param open connects to the database that provider-config.yaml names */
  constructor(
    provider: string,
    auth: ApiAuth<Login>,
    options: DatabaseOptions,
    open: () => Driver,
  ) {
    this.limits = { ...LIMITS, ...options.limits };
    const { maxBytes } = this.limits;
    const wider = { maxBytes: maxBytes * WIDER_FACTOR };
    this.attempts = [{ maxBytes }, wider, { ...wider, maxCharacters: MAX_CHARACTERS }];
    this.#auth = auth;
    this.#options = options;
    this.#signIns = signIns(provider, auth);
    usersByAuth.set(auth, options.users);
    checkCredentialsWith(auth, (login) => checkLogin(open(), login));
    this.#driver = valuePerProject(provider, () => {
      const driver = open();
      projectOf(provider).ending.add(() => driver.close());
      return driver;
    });
  }

  /**
   * Runs `body` in a transaction, and commits when it returns.
   * @param body gets the user as the database stores it
   * @param attempts are used in order, while the result is too large
   * @throws ToolError
   */
  async run<T>(
    readOnly: boolean,
    context: CallContext,
    body: (session: DatabaseSession, user: string, attempt: ResultLimits) => Promise<T>,
    attempts: readonly ResultLimits[] = this.attempts.slice(0, 1),
  ): Promise<T> {
    const record = recordOf(context);
    const { principal } = record;
    const { users, setting = 'app.user_id', userOf } = this.#options;
    const login = await this.#loginOf(record);
    const user = userOf ? userOf(principal) : principal.userId;
    const work: Omit<TransactionWork, keyof ResultLimits> = {
      maxRows: this.limits.maxRows,
      timeoutMs: Math.min(this.limits.timeoutMs, remainingMs(context)),
      // The transaction is read-only for a tool that only reads, so that a write that the database
      // detects fails.
      readOnly: readOnly || record.isReadOnly,
      user: principal.userId,
      signal: context.signal,
      settings: users === 'policies' ? { [setting]: user } : {},
    };
    const change = work.readOnly ? undefined : recordChange(record);
    await change?.prepare?.();
    change?.begin();
    try {
      const value = await runUntilFits(attempts, (attempt) =>
        this.#driver().transaction(login, { ...work, ...attempt }, (session) =>
          body(record.isReadOnly ? readOnlySession(session, record) : session, user, attempt),
        ),
      );
      change?.end('made');
      return value;
    } catch (error) {
      const fault = faultOf(error);
      change?.end(fault === 'unknown' ? 'unknown' : 'none');
      if (fault === 'login')
        throw await this.#signIns.ended(
          principal.userId,
          'The database does not accept the login.',
        );
      throw databaseError(error);
    }
  }

  async #loginOf(record: CallRecord): Promise<Login> {
    const { userId } = record.principal;
    const login = await this.#signIns.readable(userId, this.#auth.getCredentials(userId));
    if (login === null) throw await this.#signIns.ended(userId);
    keepSecret(record, login.password);
    return login;
  }
}

/** Returns the result of the first attempt that is not too large, or the error of the last one. */
async function runUntilFits<T>(
  [attempt, ...remaining]: readonly ResultLimits[],
  run: (attempt: ResultLimits) => Promise<T>,
): Promise<T> {
  if (attempt === undefined) throw new RangeError('There is no attempt.');
  try {
    return await run(attempt);
  } catch (error) {
    if (remaining.length === 0 || faultOf(error) !== 'too large') throw error;
    return runUntilFits(remaining, run);
  }
}

/** Returns a session for a tool that declares to read only. The database refuses writes that this does not detect. */
const readOnlySession = (session: DatabaseSession, record: CallRecord): DatabaseSession => ({
  run(step, values) {
    if (step.reads) return session.run(step, values);
    throw new ToolError(
      `The ${record.subject} is read-only, but its statement writes rows. Nothing was changed. Remove "readOnlyHint".`,
    );
  },
});
