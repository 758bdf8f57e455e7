import type { Dialect } from '../../runtime/src/sql/compile.js';
import type { ObjectSchema } from '../model/json-schema.js';

export type { Dialect };

/** A table or view of the catalog of a database, independent of the dialect. */
export interface Table {
  /** `parts`; `sales.parts` where the search path of the login does not lead to it. */
  name: string;
  /** As statements name it: with its schema in PostgreSQL, where another login may have another search path. */
  path: string[];
  isView?: true;
  /** A module of SQLite computes its rows, such as those of a full-text index. */
  isVirtual?: true;
  /** What the login that reads the catalogue may not do; absent where that is unknown, or nothing. */
  denied?: Privilege[];
  /** Other tables whose rows go with a row of this one (`on delete cascade`), directly or by way of others. */
  cascades?: string[];
  /** Tables with rows that keep a row of this one from being deleted, directly or by way of those that would go with it. */
  keptBy?: string[];
  /** Tables whose rows stay without a row of this one, and refer to none (`on delete set null`) or to another. */
  leftBy?: string[];
  comment?: string;
  columns: Column[];
  /** Columns of the primary key, in its order. */
  key: string[];
  /** Columns of each other unique constraint. */
  unique: string[][];
  /** Absent where there are none, or users are not limited to their own rows. */
  foreignKeys?: ForeignKey[];
  /** Conditions of check constraints that no limits of columns say, such as those of two columns: as SQL. */
  checks?: string[];
  /**
   * What row-level security does for the login (PostgreSQL); absent where it is off. `user`: the policies read
   * "app.user_id". `other`: some do not. `none`: there is no policy, so the login reads no rows. `bypassed`: it does not
   * apply to the login.
   */
  policies?: 'user' | 'other' | 'none' | 'bypassed';
}

/** Columns whose values are those of a row of a table: `refers` has its columns, in the same order. */
export interface ForeignKey {
  columns: string[];
  table: string;
  refers: string[];
}

/** To change rows. */
export type Privilege = 'insert' | 'update' | 'delete';

export interface Column {
  name: string;
  /** With its modifiers: `character varying(40)`. */
  type: string;
  /** Of the type (PostgreSQL), as statements contain it; absent for types of the server itself. */
  schema?: string;
  nullable: boolean;
  /** Of a STRICT table of SQLite: all its values are of its type. */
  isStrict?: true;
  /** What sets the value where an insert does not: a sequence, a computed column, or an expression. */
  filled?: 'identity' | 'generated' | 'expression';
  /** A constant. */
  default?: unknown;
  /** Its default is the time of the insert: as SQL. Other expressions are `filled`. */
  now?: 'current_timestamp' | 'localtimestamp' | 'current_date' | 'current_time';
  /** Of an enumeration. */
  values?: string[];
  /** In characters. */
  length?: number;
  /** Of its check constraints, in the terms of JSON Schema. */
  limits?: {
    enum?: (string | number)[];
    minimum?: number;
    exclusiveMinimum?: number;
    maximum?: number;
    exclusiveMaximum?: number;
    /** In characters. */
    minLength?: number;
    maxLength?: number;
  };
  comment?: string;
  /** It is in no tool. */
  hidden?: true;
  /** The column that it refers to, where the foreign key is this column alone. */
  references?: { table: string; column: string };
}

/** A function or procedure of a catalog. */
export interface Routine {
  path: string[];
  comment?: string;
  /** Absent where a statement that reads cannot call it, or where only the database knows what it takes. */
  takes?: { name: string; type: string }[];
  /** It returns rows. */
  isSet?: boolean;
}

/** What a database contains. */
export interface Catalogue {
  dialect: Dialect;
  tables: Table[];
  functions: Routine[];
}

/** How users are limited to their own rows, and whether tools change rows. */
export interface Scope {
  users: 'parameter' | 'policies' | 'shared';
  /** The column that contains the user. */
  userColumn?: string;
  /** Tables without the user column or policies, which all users may read. */
  sharedTables: string[];
  /** All tools only read. */
  readOnly?: true;
  /** Each list has a tool that counts its rows. */
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
  /** Keys of the rows in the tests. */
  sample?: Record<string, unknown>;
  query: { statement: string; by?: string[]; then?: string; shared?: true; cases?: TestCase[] };
}

/** Values by the name of their column. */
export type Values = Readonly<Record<string, unknown>>;

/** A call on the rows of the tests. */
export interface TestCase {
  arguments: Values;
  result?: Values;
  /** The call fails with this text. */
  error?: string;
}

export interface Draft {
  /** `parts.list` */
  key: string;
  tool: ProposedTool;
}

/** The table of a key: `sales.parts` of `sales.parts.list`. */
export const tableOf = (key: string): string => key.replace(/\.\w+$/, '');

/** What is not imported. */
export interface Skipped {
  /** `parts.create`, or a table, a column or a function. */
  at: string;
  /** A sentence. */
  reason: string;
}
