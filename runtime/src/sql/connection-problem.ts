import type { CredentialVerdict } from '../auth/credential-check.js';
import type { Address } from './address.js';
import type { Driver, Login, SqlLimits } from './driver.js';
import { databaseError, faultOf } from './faults.js';

interface ConnectionProblem {
  /** The problem, as a sentence. */
  sentence: string;
  /** The remedy, as a sentence that begins with a verb. */
  remedy: string;
  /** Set if the database rejects the login. */
  isLogin?: true;
}

type DatabaseTarget = Pick<Address, 'host' | 'port' | 'database'>;

/** Connection problems by codes of Node.js, of PostgreSQL (SQLSTATE) and of mysql2. */
const PROBLEMS: readonly (readonly [
  codes: string,
  problem: (at: DatabaseTarget) => ConnectionProblem,
])[] = [
  [
    'ENOTFOUND EAI_AGAIN',
    ({ host }) => ({
      sentence: `Host "${host}" not found.`,
      remedy: 'Correct the host of the database URL.',
    }),
  ],
  [
    'ECONNREFUSED ENOENT ETIMEDOUT EHOSTUNREACH ENETUNREACH POOL_TIMEOUT',
    ({ host, port }) => ({
      sentence: `No server responds at ${host}:${port}.`,
      remedy: 'Start the database, or correct the host and port of the database URL.',
    }),
  ],
  [
    '28P01 ER_ACCESS_DENIED_ERROR',
    () => ({
      sentence: 'The database rejects this user name and password.',
      remedy: 'Correct them.',
      isLogin: true,
    }),
  ],
  [
    '28000',
    () => ({
      sentence: 'The database does not let this user in.',
      remedy:
        'Correct the user name, or allow the user to connect from this computer (pg_hba.conf). If the server requires TLS, add "?sslmode=verify-full" to the database URL.',
      isLogin: true,
    }),
  ],
  [
    '3D000 ER_BAD_DB_ERROR',
    ({ database }) => ({
      sentence: `Database "${database}" does not exist.`,
      remedy: 'Create it, or correct the name at the end of the database URL.',
    }),
  ],
  [
    'ER_DBACCESS_DENIED_ERROR',
    ({ database }) => ({
      sentence: `Database "${database}" does not exist, or this user has no access to it.`,
      remedy: 'Grant access to the user, or correct the name at the end of the database URL.',
    }),
  ],
  [
    'HANDSHAKE_NO_SSL_SUPPORT',
    () => ({
      sentence: 'The database server does not support TLS.',
      remedy:
        'Set up TLS at the server. On a network that you trust, "?sslmode=disable" in the database URL connects without it.',
    }),
  ],
  [
    'ER_SECURE_TRANSPORT_REQUIRED',
    () => ({
      sentence: 'The database server requires TLS.',
      remedy: 'Add "?sslmode=verify-full" to the database URL.',
    }),
  ],
];

/** Codes for errors of `pg` that have none, by message. */
const BY_MESSAGE: Readonly<Record<string, string>> = {
  'timeout exceeded when trying to connect': 'POOL_TIMEOUT',
  'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string': '28P01',
  'The server does not support SSL connections': 'HANDSHAKE_NO_SSL_SUPPORT',
};

/**
 * Returns the problem of a connection that could not be opened; undefined if it was opened, or the
 * reason is unknown.
 */
export function connectionProblem(
  error: unknown,
  target: DatabaseTarget,
): ConnectionProblem | undefined {
  const { message, code = BY_MESSAGE[message] ?? '' } = error as NodeJS.ErrnoException;
  const [, problem] = PROBLEMS.find(([codes]) => codes.split(' ').includes(code)) ?? [];
  if (problem) return problem(target);
  if (faultOf(error) !== 'certificate') return undefined;
  return {
    sentence: `The certificate of the database server is not trusted (${code}).`,
    remedy:
      'Add the file with the certificate of its authority to the database URL: "?sslrootcert=ca.pem".',
  };
}

const LIMITS: SqlLimits = { timeoutMs: 5_000, maxRows: 1, maxBytes: 10_000 };
/** Time of the whole check, with connecting. */
const CHECK_TIMEOUT_MS = 15_000;
const SELECT = { text: 'select 1', binds: [], reads: true, scoped: false };

/** Checks a login on its own connection. */
export async function checkLogin(driver: Driver, login: Login): Promise<CredentialVerdict> {
  const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS);
  const work = { ...LIMITS, readOnly: true, user: '', signal, settings: {} };
  try {
    await driver.transaction(login, work, (session) => session.run(SELECT, []));
    return { is: 'accepted' };
  } catch (error) {
    const problem = driver.address && connectionProblem(error, driver.address);
    if (!problem) return { is: 'unknown', why: (databaseError(error) as Error).message };
    const { isLogin, sentence, remedy } = problem;
    return { is: isLogin ? 'rejected' : 'unknown', why: `${sentence} ${remedy}` };
  } finally {
    await driver.close();
  }
}
