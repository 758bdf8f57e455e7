import type { ColumnPrivilege, DatabaseCatalog } from '../model.js';
import { enumValues } from '../types.js';
import { columnFromCatalog } from './column.js';
import { type CheckRow, withLimits } from './limits.js';
import { type DeleteRule, type ReadRows, routinesFromRows, tablesFromRows } from './rows.js';

const COLUMNS = `select t.table_name as table_name, t.table_type = 'VIEW' as is_view, t.table_comment as table_comment,
  c.column_name as column_name, c.column_type as type, c.data_type as data_type, c.is_nullable as nullable, c.extra as extra,
  c.column_default as default_text, c.character_maximum_length as length, c.column_comment as column_comment,
  c.privileges as privileges
from information_schema.tables t
join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
where t.table_schema = database() and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
order by t.table_name, c.ordinal_position`;

const INDEXES = `select table_name as table_name, index_name as index_name, column_name as column_name, sub_part as sub_part
from information_schema.statistics
where table_schema = database() and non_unique = 0
order by table_name, index_name, seq_in_index`;

/** The login as the catalog names it: 'app'@'127.0.0.1'. */
const GRANTEE = `concat('''', substring_index(current_user(), '@', 1), '''@''', substring_index(current_user(), '@', -1), '''')`;

/** Privileges by table; "" stands for the whole database. Those of roles are not included. */
const PRIVILEGES = `select '' as name, privilege_type as privilege from information_schema.user_privileges where grantee = ${GRANTEE}
union select '', privilege_type from information_schema.schema_privileges where grantee = ${GRANTEE} and database() like table_schema
union select table_name, privilege_type from information_schema.table_privileges where grantee = ${GRANTEE} and table_schema = database()
union select table_name, privilege_type from information_schema.column_privileges where grantee = ${GRANTEE} and table_schema = database()
order by name, privilege`;

const REFERENCES = `select k.table_name as table_name, k.constraint_name as key_name, k.column_name as column_name,
  if(k.referenced_table_schema = database(), null, k.referenced_table_schema) as other_schema,
  k.referenced_table_name as other_table, k.referenced_column_name as other_column, r.delete_rule as on_delete
from information_schema.key_column_usage k
join information_schema.referential_constraints r on r.constraint_schema = k.constraint_schema
  and r.table_name = k.table_name and r.constraint_name = k.constraint_name
where k.table_schema = database()
order by k.table_name, k.constraint_name, k.ordinal_position`;

const CHECKS_OF_MARIADB = `select table_name as name, check_clause as 'condition' from information_schema.check_constraints
where constraint_schema = database() order by table_name, constraint_name`;

const CHECKS = `select t.table_name as name, k.check_clause as 'condition' from information_schema.table_constraints t
join information_schema.check_constraints k on k.constraint_schema = t.constraint_schema and k.constraint_name = t.constraint_name
where t.constraint_schema = database() and t.constraint_type = 'CHECK' and t.enforced = 'YES' order by t.table_name, t.constraint_name`;

const FUNCTIONS = `select r.routine_name as name, r.routine_type = 'FUNCTION' as is_function, r.routine_comment as comment,
  p.parameter_name as parameter, p.dtd_identifier as type
from information_schema.routines r
left join information_schema.parameters p on p.specific_schema = r.routine_schema and p.specific_name = r.specific_name
  and p.routine_type = r.routine_type and p.ordinal_position > 0
where r.routine_schema = database() order by r.routine_name, r.routine_type, p.ordinal_position`;

interface ColumnOfTable {
  table_name: string;
  is_view: number | string;
  table_comment: string | null;
  column_name: string;
  type: string;
  data_type: string;
  nullable: string;
  extra: string;
  default_text: string | null;
  length: number | string | null;
  column_comment: string | null;
  /** Privileges of the login, such as `select,insert`. */
  privileges: string;
}

export async function mysqlCatalog(read: ReadRows): Promise<DatabaseCatalog> {
  const [version] = await read<{ version: string }>('select version() as version');
  const isMariadb = /mariadb/i.test(version?.version ?? '');
  const columns = await read<ColumnOfTable>(COLUMNS);
  const indexes = await read<{
    table_name: string;
    index_name: string;
    column_name: string | null;
    sub_part: unknown;
  }>(INDEXES);
  const references = await read<{
    table_name: string;
    key_name: string;
    column_name: string;
    other_schema: string | null;
    other_table: string;
    other_column: string;
    on_delete: DeleteRule;
  }>(REFERENCES);
  const checks = await readChecks(read, isMariadb);
  const hasRoles = isMariadb || Number.parseInt(version?.version ?? '', 10) >= 8;
  const mayDelete = await deletableTables(read, hasRoles);
  const functions = await read<{
    name: string;
    is_function: number | string;
    comment: string | null;
    parameter: string | null;
    type: string | null;
  }>(FUNCTIONS);
  return {
    dialect: 'mysql',
    tables: withLimits(
      tablesFromRows(
        columns.map((row) => ({
          path: [row.table_name],
          isView: Number(row.is_view) === 1,
          // MySQL returns "VIEW" as the comment of every view.
          tableComment: row.table_comment === 'VIEW' ? null : row.table_comment,
          denied: mayDelete(row.table_name) ? [] : ['delete'],
          column: mysqlColumn(row, isMariadb, isJson(row, checks)),
        })),
        indexes.map((row) => ({
          path: [row.table_name],
          index: row.index_name,
          isPrimary: row.index_name === 'PRIMARY',
          column: row.sub_part === null ? row.column_name : null,
        })),
        references.map((row) => ({
          path: [row.table_name],
          key: row.key_name,
          column: row.column_name,
          table: [...(row.other_schema === null ? [] : [row.other_schema]), row.other_table],
          refers: row.other_column,
          onDelete: row.on_delete,
        })),
      ),
      checks,
      'mysql',
    ),
    functions: routinesFromRows(
      functions.map((row) => ({
        path: [row.name],
        id: `${row.is_function} ${row.name}`,
        isFunction: Number(row.is_function) === 1,
        isSet: false,
        comment: row.comment,
        takes: row.type === null ? undefined : { name: row.parameter, type: row.type },
      })),
    ),
  };
}

const COLUMN_PRIVILEGES: readonly ColumnPrivilege[] = ['select', 'insert', 'update'];

/**
 * Returns whether the login may delete rows of a table; true if its privileges are those of a role,
 * which are unknown.
 */
async function deletableTables(
  read: ReadRows,
  hasRoles: boolean,
): Promise<(table: string) => boolean> {
  const role = `select ${hasRoles ? 'current_role()' : 'null'} as role`;
  const [active] = await read<{ role: string | null }>(role);
  if (![undefined, null, 'NONE'].includes(active?.role)) return () => true;
  const rows = await read<{ name: string; privilege: string }>(PRIVILEGES);
  return (table) => {
    const privileges = rows
      .filter(({ name }) => name === '' || name === table)
      .map(({ privilege }) => privilege);
    return privileges.includes('DELETE') || !privileges.includes('SELECT');
  };
}

/**
 * Returns the check constraints. Their names are unique per database in MySQL and per table in MariaDB. MySQL
 * before 8.0.16 has none.
 */
async function readChecks(read: ReadRows, isMariadb: boolean): Promise<CheckRow[]> {
  const [constraintsTable] = await read(
    `select 1 as known from information_schema.tables where table_schema = 'information_schema' and table_name = 'CHECK_CONSTRAINTS'`,
  );
  if (!constraintsTable) return [];
  const rows = await read<{ name: string; condition: string }>(
    isMariadb ? CHECKS_OF_MARIADB : CHECKS,
  );
  return rows.map(({ name, condition }) => ({
    path: [name],
    condition: isMariadb ? condition.replaceAll(String.raw`\'`, "''") : condition,
  }));
}

/** Returns whether a condition marks a column as JSON, which in MariaDB is a text with a check constraint. */
const isJson = (
  { table_name: table, column_name: name }: ColumnOfTable,
  checks: readonly CheckRow[],
) =>
  checks.some(
    ({ path, condition }) => path[0] === table && condition === `json_valid(\`${name}\`)`,
  );

/** Returns a constant in which no backslash escapes a character: `'it\'s'` becomes `'it''s'`. */
export const withoutEscapes = (text: string): string =>
  /^'(?:[^'\\]|''|\\.)*'$/s.test(text)
    ? text.replace(/\\(.)/gs, (_, letter: string) => SQL_BY_ESCAPE[letter] ?? letter)
    : text;

const SQL_BY_ESCAPE: Readonly<Record<string, string>> = { "'": "''", n: '\n', r: '\r', t: '\t' };

function mysqlColumn(row: ColumnOfTable, isMariadb: boolean, hasJson: boolean) {
  const { extra, default_text: text } = row;
  const isText = /^(var)?char$/.test(row.data_type);
  const fillRule = /auto_increment/i.test(extra)
    ? 'identity'
    : /(virtual|stored|persistent) generated|^(virtual|stored|persistent)$/i.test(extra)
      ? 'generated'
      : /on update/i.test(extra)
        ? 'expression'
        : undefined;
  return columnFromCatalog(
    {
      name: row.column_name,
      type: hasJson ? 'json' : row.type,
      nullable: row.nullable === 'YES',
      filled: fillRule,
      // MySQL returns the values of constants, MariaDB returns them as SQL.
      default:
        isMariadb || text === null || /default_generated/i.test(extra)
          ? text && withoutEscapes(text)
          : `'${text.replaceAll("'", "''")}'`,
      values: row.data_type === 'enum' ? enumValues(row.type) : undefined,
      length: isText && row.length !== null ? Number(row.length) : undefined,
      comment: row.column_comment,
      denied: COLUMN_PRIVILEGES.filter((name) => !row.privileges.split(',').includes(name)),
    },
    'mysql',
  );
}
