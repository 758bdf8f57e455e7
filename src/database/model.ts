import type { Dialect } from '../../runtime/src/sql/compile.js';
import type { ObjectSchema } from '../model/json-schema.js';

export type { Dialect };

/** A table or view of a database catalog, independent of the dialect. */
export interface Table {
  /** Name such as `parts`; `sales.parts` if the search path of the login does not include its schema. */
  name: string;
  /** Path in statements, with the schema in PostgreSQL, because another login may have another search path. */
  path: string[];
  isView?: true;
  /** Whether a module of SQLite computes its rows, such as those of a full-text index. */
  isVirtual?: true;
  /** Privileges that the reading login lacks; absent if they are unknown, or if it lacks none. */
  denied?: Privilege[];
  /**
   * Tables whose rows are deleted with a row of this one (`on delete cascade`), directly or through
   * other tables; this one, too, if its rows refer to each other.
   */
  cascades?: string[];
  /**
   * Tables whose rows prevent the deletion of a row of this one, directly or through rows that
   * would be deleted with it.
   */
  keptBy?: string[];
  /**
   * Tables whose rows stay without a row of this one, and then refer to no row (`on delete set
   * null`) or to another one.
   */
  leftBy?: string[];
  comment?: string;
  columns: Column[];
  /** Columns of the primary key, or of the unique constraint that replaces it, in its order. */
  key: string[];
  /** Columns of each other unique constraint. */
  unique: string[][];
  /** Foreign keys; absent if there are none, or if users are not limited to their own rows. */
  foreignKeys?: ForeignKey[];
  /** SQL of check constraints that limits of single columns cannot express, such as those of two columns. */
  checks?: string[];
  /**
   * Effect of row-level security on the login (PostgreSQL); absent if it is off. `user`: the
   * policies read "app.user_id". `other`: some do not. `none`: there is no policy, so the login
   * reads no rows. `bypassed`: it does not apply to the login.
   */
  policies?: 'user' | 'other' | 'none' | 'bypassed';
}

/** Columns whose values are those of a row of a table; `refers` contains its columns in the same order. */
export interface ForeignKey {
  columns: string[];
  table: string;
  refers: string[];
}

/** A privilege to change rows. */
export type Privilege = 'insert' | 'update' | 'delete';

/** A privilege that a login can have for single columns. */
export type ColumnPrivilege = 'select' | 'insert' | 'update';

export interface Column {
  name: string;
  /** Type with its modifiers: `character varying(40)`. */
  type: string;
  /** Schema of the type in statements (PostgreSQL); absent for built-in types. */
  schema?: string;
  nullable: boolean;
  /** Whether the table is STRICT (SQLite), so that all values have the type. */
  isStrict?: true;
  /** Source of the value if an insert does not state it: a sequence, a computed column, or an expression. */
  filled?: 'identity' | 'generated' | 'expression';
  /** A constant default. */
  default?: unknown;
  /** SQL of a constant default that no argument can state, such as `'infinity'`. */
  constant?: string;
  /** SQL of a default that is the time of the insert. Other expressions are `filled`. */
  now?: 'current_timestamp' | 'localtimestamp' | 'current_date' | 'current_time';
  /** Values of an enumeration. */
  values?: string[];
  /** Maximum length in characters. */
  length?: number;
  /** Limits of its check constraints, in the terms of JSON Schema. */
  limits?: {
    enum?: (string | number)[];
    minimum?: number;
    exclusiveMinimum?: number;
    maximum?: number;
    exclusiveMaximum?: number;
    /** Minimum length in characters. */
    minLength?: number;
    maxLength?: number;
  };
  comment?: string;
  /** Whether no tool contains it. */
  hidden?: true;
  /** Privileges that the reading login lacks for it and has for other columns of the table; absent if it lacks none. */
  denied?: ColumnPrivilege[];
  /** The column that it refers to, if it is the only column of the foreign key. */
  references?: { table: string; column: string };
}

/** A function or procedure of a catalog. */
export interface Routine {
  path: string[];
  comment?: string;
  /** Parameters; absent if no reading statement can call it, or if only the database knows the parameters. */
  takes?: { name: string; type: string }[];
  /** Whether it returns rows. */
  isSet?: boolean;
}

/** The content of a database catalog. */
export interface DatabaseCatalog {
  dialect: Dialect;
  tables: Table[];
  functions: Routine[];
}

/** The rows that tools serve to each user, and whether tools change rows. */
export interface TableScope {
  users: 'parameter' | 'policies' | 'shared';
  /** Name of the column that contains the user. */
  userColumn?: string;
  /** Tables without the user column or policies, which all users may read. */
  sharedTables: string[];
  /** Whether all tools only read. */
  readOnly?: true;
  /** Whether each list has a tool that counts its rows. */
  counts?: true;
}

/** A tool in the form of a spec. */
export interface ProposedTool {
  name: string;
  description: string;
  inputSchema: ObjectSchema;
  outputSchema: ObjectSchema;
  annotations?: Record<string, boolean>;
  confirm?: string;
  /** Key values of a row in the tests, by argument name. */
  sample?: Record<string, unknown>;
  query: {
    statement: string;
    by?: string[];
    key?: string[];
    then?: string;
    shared?: true;
    cases?: TestCase[];
  };
}

/** Values by column name. */
export type RowValues = Readonly<Record<string, unknown>>;

/** A test call on the test rows. */
export interface TestCase {
  arguments: RowValues;
  result?: RowValues;
  /** Text of the error with which the call fails. */
  error?: string;
  /** Numbers of other rows that a deletion deletes and changes, by table; `deletes` of its own table has the row itself. */
  deletes?: Record<string, number>;
  changes?: Record<string, number>;
}

export interface DatabaseDraft {
  /** Table and action, such as `parts.list`. */
  key: string;
  tool: ProposedTool;
}

/** Returns the table in a key: `sales.parts` of `sales.parts.list`. */
export const keyTable = (key: string): string => key.replace(/\.\w+$/, '');

/** Returns the action in a key: `list` of `sales.parts.list`. */
export const keyAction = (key: string): string => key.slice(key.lastIndexOf('.') + 1);

/** A part of the database that is not imported. */
export interface SkippedPart {
  /** A tool such as `parts.create`, or a table, a column or a function. */
  part: string;
  /** A sentence. */
  reason: string;
}

/** Returns a skipped part as reports for programs have it. */
export const skippedJson = ({ part, reason }: SkippedPart) => ({ at: part, reason });
