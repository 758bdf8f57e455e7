import type { Column, Dialect, Table, TableScope } from './model.js';
import { isApart } from './scope.js';
import { ServedTable } from './served-table.js';
import { USER_PARAMETER } from './statement.js';
import { isWritable, typeFamily } from './types.js';

/** The imported tables, and all tables that the login reads. */
interface TableContext {
  tables: readonly Table[];
  all: readonly Table[];
  dialect: Dialect;
  scope: TableScope;
}

/** A foreign key to a table whose rows belong to users. */
export interface OwnReference {
  target: Table;
  /** Columns of the key that callers set, without the user column. */
  columns: readonly { column: Column; refers: string }[];
  /** The column that the user column refers to, if it is part of the key. */
  userTarget?: string | undefined;
}

export interface References {
  /** Foreign keys that statements check, because the database only checks that the row exists. */
  own: OwnReference[];
  /** Reasons by column why callers cannot set other foreign keys to rows of users. */
  unsettable: Map<string, string>;
}

/**
 * Returns the foreign keys of a table to rows of users. References to other tables need no check,
 * because their rows are those of all users.
 */
export function userReferences(table: Table, context: TableContext): References {
  const { tables, dialect, scope } = context;
  const references: References = { own: [], unsettable: new Map() };
  if (scope.users === 'shared') return references;
  for (const { columns: names, table: name, refers } of table.foreignKeys ?? []) {
    const columns = names.flatMap((columnName, index) =>
      columnName === scope.userColumn ? [] : [{ name: columnName, refers: refers[index] ?? '' }],
    );
    if (columns.length === 0 || !belongsToUsers(name, context, new Set())) continue;
    const target = tables.find((candidate) => candidate.name === name && isApart(candidate, scope));
    const settable = columns.flatMap((columnPair) => {
      const column = table.columns.find((candidate) => candidate.name === columnPair.name);
      return column && !column.hidden && isWritable(column, dialect)
        ? [{ ...columnPair, column }]
        : [];
    });
    const isReadable = (columnName: string) =>
      target?.columns.some(
        (candidate) =>
          candidate.name === columnName &&
          !candidate.hidden &&
          typeFamily(candidate, dialect) !== 'unreadable',
      );
    if (
      target &&
      settable.length === columns.length &&
      columns.every((pair) => isReadable(pair.refers))
    )
      references.own.push({
        target,
        columns: settable,
        userTarget: refers[names.indexOf(scope.userColumn ?? '')],
      });
    else
      for (const pair of settable)
        references.unsettable.set(pair.name, whyUnsettable(name, target));
  }
  return references;
}

const whyUnsettable = (name: string, target: Table | undefined): string =>
  target
    ? `Tools only read it: a column of its foreign key to "${name}" is in no tool, so no statement can check whose row it refers to.`
    : `Tools only read it: it refers to rows of users in "${name}", which is not served, so no statement can check whose row that is. Import "${name}", or add it to "--shared-tables" if all users may refer to its rows.`;

/**
 * Returns whether a table, or one that it refers to, has rows of users. Tables that the login does
 * not read count, too.
 */
function belongsToUsers(name: string, context: TableContext, visited: Set<string>): boolean {
  const { all, scope } = context;
  const table = all.find((candidate) => candidate.name === name);
  const user = scope.userColumn?.toLowerCase();
  const isOwn =
    !table ||
    isApart(table, scope) ||
    table.columns.some((column) => column.name.toLowerCase() === user) ||
    (scope.users === 'policies' && table.policies !== undefined);
  if (isOwn) return true;
  if (visited.has(name) || scope.sharedTables.includes(name)) return false;
  visited.add(name);
  return (table.foreignKeys ?? []).some((key) => belongsToUsers(key.table, context, visited));
}

/**
 * Returns the conditions of a statement that creates or updates a row: it refers to rows of its
 * user, or to no row. Foreign keys that no argument sets have none.
 */
export const ownershipConditions = (
  servedTable: ServedTable,
  references: readonly OwnReference[],
  settable: readonly Column[],
  action: 'create' | 'update',
): string[] =>
  references.flatMap(({ target, columns, userTarget }) => {
    const { sql, key, dialect, scope, table } = servedTable;
    const isUpdate = action === 'update';
    const columnValue = (column: Column) => (isUpdate ? sql.value(column) : sql.inserted(column));
    const isOptional = (column: Column) => (isUpdate ? !key.includes(column) : column.nullable);
    if (!columns.some(({ column }) => settable.includes(column))) return [];
    const otherSubject = new ServedTable(target, dialect, scope, {
      plural: 'rows',
      singular: 'row',
    });
    const exists = otherSubject.sql.exists(
      [
        ...columns.map(({ column, refers }) => otherSubject.sql.has(refers, columnValue(column))),
        ...(userTarget === undefined || userTarget === otherSubject.ownColumn?.name
          ? []
          : [otherSubject.sql.has(userTarget, USER_PARAMETER)]),
        ...otherSubject.conditions,
      ],
      isUpdate && target.name === table.name,
    );
    const absent = columns.flatMap(({ column }) =>
      isOptional(column) ? [sql.isNull(column, columnValue(column))] : [],
    );
    return [absent.length === 0 ? exists : `(\n    ${absent.join(' and ')}\n    or ${exists}\n  )`];
  });
