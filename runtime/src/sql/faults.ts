import { OUTCOME_UNKNOWN } from '../call/effects.js';
import { ToolError } from '../call/result/tool-error.js';
import { truncate } from '../utils/truncate.js';
import { StatementStoppedError } from './stop-reason.js';
import { ValueError } from './values.js';

/** Sentences of errors; `name` is a constraint, a column or an argument, and never a value. */
const SENTENCES = {
  cancelled: () => 'The call was cancelled.',
  timeout: () => 'The database did not respond in time.',
  'too large': () => 'The result is too large.',
  unknown: () => 'The connection was lost during the commit.',
  value: (name: string) => `A value does not have the format that the database requires${name}.`,
  unique: (name: string) => `A row with these values already exists${name}.`,
  reference: (name: string) =>
    `A row that these values refer to does not exist, or other rows refer to this one${name}.`,
  absentRow: (name: string) => `A row that these values refer to does not exist${name}.`,
  neededRow: (name: string) =>
    `The row cannot be deleted, because other rows refer to this one${name}.`,
  missing: (name: string) => `A required value is missing${name}.`,
  check: (name: string) => `The database rejects these values${name}.`,
  raised: (text: string) => `The database rejects the change: ${text}`,
  conflict: () => 'Another call changed the same rows.',
  forbidden: () => 'The database does not permit this.',
  locked: () => 'The database is locked by another program.',
  folder: () => 'The server must be able to write into the folder of the database file.',
  replaced: () => 'Another file has taken the place of the database file.',
  storage: () => 'The storage of the database is full, or has failed.',
  damaged: () => 'The database file is damaged, or is no database.',
  absent: () => 'The database no longer has a table or column that this tool uses.',
  login: () => 'The database does not accept the login.',
  busy: () => 'The database has too many connections.',
  unreachable: () => 'The database cannot be reached.',
  certificate: () => 'The certificate of the database server is not trusted.',
} as const;

type Fault = keyof typeof SENTENCES;

/** Advice after a transaction that was not committed. */
const ADVICE: Partial<Record<Fault, string>> = {
  cancelled: 'No rows were changed.',
  timeout: 'No rows were changed. Request less.',
  'too large': 'Request fewer rows or columns.',
  neededRow: 'No rows were changed. Delete or change those rows first.',
  raised: 'No rows were changed.',
  unknown: OUTCOME_UNKNOWN,
  conflict: 'No rows were changed. Try again.',
  locked: 'Try again later.',
  folder:
    'Grant the permission, or serve a file that is not in WAL mode ("pragma journal_mode = delete").',
  replaced: 'No rows were changed. Try again.',
  busy: 'Try again later.',
  unreachable: 'Try again later.',
};

/**
 * Codes of faults: for PostgreSQL, SQLSTATE (appendix "Error Codes"); for MySQL and MariaDB, names;
 * for SQLite, result codes; for sockets, codes of Node.js.
 */
const BY_CODE: Partial<Record<Fault, string>> = {
  unique: '23505 23P01 ER_DUP_ENTRY SQLITE_CONSTRAINT_UNIQUE SQLITE_CONSTRAINT_PRIMARYKEY',
  reference:
    '23503 23001 ER_NO_REFERENCED_ROW_2 ER_ROW_IS_REFERENCED_2 SQLITE_CONSTRAINT_FOREIGNKEY',
  missing: '23502 ER_BAD_NULL_ERROR ER_NO_DEFAULT_FOR_FIELD SQLITE_CONSTRAINT_NOTNULL',
  check:
    '23514 44000 ER_CONSTRAINT_FAILED ER_CHECK_CONSTRAINT_VIOLATED SQLITE_CONSTRAINT_CHECK ER_NO_PARTITION_FOR_GIVEN_VALUE',
  conflict: '40001 40P01 55P03 ER_LOCK_DEADLOCK ER_LOCK_WAIT_TIMEOUT SQLITE_BUSY_SNAPSHOT',
  locked: 'SQLITE_BUSY SQLITE_BUSY_RECOVERY SQLITE_BUSY_TIMEOUT SQLITE_LOCKED SQLITE_PROTOCOL',
  folder:
    'SQLITE_READONLY_DIRECTORY SQLITE_READONLY_CANTINIT SQLITE_READONLY_CANTLOCK SQLITE_READONLY_RECOVERY SQLITE_READONLY_ROLLBACK',
  replaced: 'SQLITE_READONLY_DBMOVED',
  storage:
    '53100 58030 ER_DISK_FULL ER_RECORD_FILE_FULL ER_ERROR_ON_WRITE ER_ERROR_ON_READ SQLITE_FULL',
  damaged: 'XX001 XX002 ER_CRASHED_ON_USAGE ER_NOT_KEYFILE SQLITE_CORRUPT SQLITE_NOTADB',
  absent:
    '42P01 42703 42883 3F000 3D000 ER_NO_SUCH_TABLE ER_BAD_FIELD_ERROR ER_BAD_DB_ERROR ER_SP_DOES_NOT_EXIST',
  forbidden:
    '42501 25006 25007 ER_OPTION_PREVENTS_STATEMENT ER_PROCACCESS_DENIED_ERROR SQLITE_PERM SQLITE_AUTH ER_TABLEACCESS_DENIED_ERROR ER_COLUMNACCESS_DENIED_ERROR ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION SQLITE_READONLY',
  timeout:
    '57014 25P04 ER_STATEMENT_TIMEOUT ER_QUERY_TIMEOUT ER_QUERY_INTERRUPTED SQLITE_INTERRUPT',
  login: '28P01 28000 ER_ACCESS_DENIED_ERROR ER_DBACCESS_DENIED_ERROR',
  busy: '53300 ER_CON_COUNT_ERROR ER_TOO_MANY_USER_CONNECTIONS POOL_TIMEOUT',
  unreachable:
    '57P01 57P02 57P03 SQLITE_CANTOPEN ECONNABORTED ENOENT ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN ETIMEDOUT EPIPE PROTOCOL_CONNECTION_LOST',
  certificate:
    'DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_UNTRUSTED CERT_SIGNATURE_FAILURE ERR_TLS_CERT_ALTNAME_INVALID HANDSHAKE_SSL_ERROR',
  value:
    'ER_DATA_TOO_LONG ER_WARN_DATA_OUT_OF_RANGE ER_TRUNCATED_WRONG_VALUE ER_TRUNCATED_WRONG_VALUE_FOR_FIELD ER_TRUNCATED_WRONG_VALUE_FOR_FIELD_2 WARN_DATA_TRUNCATED SQLITE_MISMATCH SQLITE_CONSTRAINT_DATATYPE',
};

const faults = new Map(
  Object.entries(BY_CODE).flatMap(([fault, codes]) =>
    codes.split(' ').map((code) => [code, fault as Fault] as const),
  ),
);

/** Faults by MariaDB error numbers that mysql2 names as MySQL does. */
const BY_NUMBER: Readonly<Record<number, Fault>> = {
  1317: 'timeout',
  1969: 'timeout',
  3024: 'timeout',
  3819: 'check',
  4025: 'check',
};

/** Members that drivers set on their errors. */
interface DriverError {
  code?: string;
  errno?: number;
  message?: string;
  severity?: string;
  constraint?: string;
  column?: string;
  /** The function of PostgreSQL that reports the error. */
  routine?: string;
}

/** Faults by class of SQLSTATE. */
const BY_CLASS: Readonly<Record<string, Fault>> = { '08': 'unreachable', '22': 'value' };

/** Faults by SQLite result codes for whose details libsql has no names. */
const BY_RESULT: Readonly<Record<number, Fault>> = {
  5: 'locked',
  6: 'locked',
  8: 'folder', // SQLITE_READONLY_DIRECTORY and its like
  10: 'storage',
  11: 'damaged',
  13: 'storage',
  14: 'unreachable',
};

/** SQLite has many codes for a failed system call, and none for a missing table. */
const isStorageFault = (code: string): boolean => code.startsWith('SQLITE_IOERR');
const isMissingTable = (code: string, message: string): boolean =>
  code === 'SQLITE_ERROR' && /^no such (table|column|function)\b/.test(message);

const ER_SIGNAL = 1644;

/** Returns whether a trigger or a function of the database has raised the error, with a text for its callers. */
const isRaised = ({ code, errno, routine }: DriverError): boolean =>
  routine === 'exec_stmt_raise' || errno === ER_SIGNAL || code === 'SQLITE_CONSTRAINT_TRIGGER';

/** Messages of `pg` and `mysql2` for errors without a code. */
const POOL_TIMEOUT = 'timeout exceeded when trying to connect';
const LOST_CONNECTION =
  /^(Connection terminated|Client has encountered a connection error|Can't add new command|Can't write in closed state)/;

/** Returns the fault of a failed statement, from the codes of all three databases; undefined for an unknown failure. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof StatementStoppedError) return error.reason;
  if (error instanceof ValueError) return 'value';
  const { code = '', errno = 0, message = '', severity } = error as DriverError;
  // From a pooler, this code ends the connection; otherwise the statement is wrong, such as in the
  // number of its parameters.
  if (code === '08P01' && severity !== 'FATAL') return undefined;
  if (code === '' && message === POOL_TIMEOUT) return 'busy';
  if (code === '' && LOST_CONNECTION.test(message)) return 'unreachable';
  if (isStorageFault(code)) return 'storage';
  if (isMissingTable(code, message)) return 'absent';
  if (message === 'FOREIGN KEY constraint failed') return 'reference'; // "restrict" has the code of triggers
  const [, result] = /^UNKNOWN_SQLITE_ERROR_(\d+)$/.exec(code) ?? [];
  if (result !== undefined) return BY_RESULT[Number(result) & 0xff];
  const fault = BY_NUMBER[errno] ?? faults.get(code) ?? BY_CLASS[code.slice(0, 2)];
  return fault !== 'conflict' && isRaised(error as DriverError) ? 'raised' : fault;
}

/**
 * Returns the error of a statement. A violated foreign key has the same code for both of its rows:
 * for an insert, the row that it refers to is absent; for a deletion, a row that refers to it is
 * left.
 */
export function statementError(error: unknown, text: string): unknown {
  if (faultOf(error) !== 'reference') return error;
  if (/^delete\b/i.test(text)) return databaseError(error, 'neededRow');
  return databaseError(error, /^insert\b/i.test(text) ? 'absentRow' : 'reference');
}

/**
 * Converts a failure to an error without values. Messages and details of the database quote values,
 * so the cause has only the code; the message is kept if the statement itself is wrong, which
 * contains no values, and reaches the caller if a trigger has raised it.
 */
export function databaseError(error: unknown, fault = faultOf(error)): unknown {
  if (error instanceof ToolError) return error;
  const { code, message = '', errno = 0 } = error as DriverError;
  if (!fault && code === undefined) return error;
  // Only messages about the statement or the file are shown: other messages contain values.
  const hasSafeMessage =
    code?.startsWith('42') ||
    ['SQLITE_ERROR', 'SQLITE_CANTOPEN'].includes(String(code)) ||
    [1054, 1064, 1146].includes(errno);
  const cause = new Error(`database error ${code}${hasSafeMessage ? `: ${message}` : ''}`);
  if (!fault) return cause;
  const name = faultName(error as DriverError);
  const detail = name === undefined ? '' : ` (${name})`;
  const facts = SENTENCES[fault](fault === 'raised' ? raisedText(message) : detail);
  return new ToolError(facts, { cause, advice: ADVICE[fault] });
}

const MAX_RAISED = 500;

/** Returns the text that a trigger raises, as a sentence on one line: its author wrote it for callers. */
const raisedText = (message: string): string =>
  truncate(message.replaceAll(/[\p{C}\s]+/gu, ' ').trim(), MAX_RAISED).replace(
    /[\p{L}\p{N})]$/u,
    '$&.',
  );

function faultName(error: DriverError): string | undefined {
  if (error instanceof ValueError) return error.argument;
  const { constraint, column, message = '' } = error;
  // The text of a check of SQLite is that of the table, and contains no value of a call.
  const [, condition] = /^CHECK constraint failed: ([^]{1,200})$/.exec(message) ?? [];
  if (condition !== undefined) return condition.replaceAll(/\s+/g, ' ');
  const name = constraint ?? column ?? nameInMessage(message);
  return name !== undefined && /^[\w. ,()<>=!]{1,128}$/.test(name) ? name : undefined;
}

/**
 * Returns the name in a message. MariaDB: `… for key 'orders_title'`, "Column 'title' cannot be
 * null"; SQLite: `UNIQUE constraint failed: orders.title`.
 */
function nameInMessage(message: string): string | undefined {
  const [, name] =
    /for key '([^']*)'$/.exec(message) ??
    /^(?:Column|Field) '([^']*)'/.exec(message) ??
    /CONSTRAINT [`"]([^`"]*)[`"]/i.exec(message) ??
    /constraint failed: ([\w., ()<>=!]+)$/.exec(message) ??
    [];
  return name;
}
