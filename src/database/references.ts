import type { Column, Dialect, Scope, Table } from './model.js';
import { isApart } from './scope.js';
import { USER } from './statement.js';
import { Subject } from './subject.js';
import { familyOf, isWritable } from './types.js';

/** Tables that are imported, and all that the login reads. */
export interface Surroundings {
  tables: readonly Table[];
  all: readonly Table[];
  dialect: Dialect;
  scope: Scope;
}

/** A foreign key to a table whose rows belong to users. */
export interface OwnReference {
  target: Table;
  /** What callers set: its columns without that of the user. */
  columns: readonly { column: Column; refers: string }[];
  /** What the column of the user refers to, where it is part of the key. */
  userTarget?: string | undefined;
}

export interface References {
  /** Those that statements check, because the database only checks that there is a row. */
  own: OwnReference[];
  /** Why callers cannot set columns of other foreign keys to rows of users, by column. */
  unsettable: Map<string, string>;
}

/**
 * The foreign keys of a table to rows of users. Those to other tables need no check: all users have their rows.
 */
export function referencesOf(table: Table, within: Surroundings): References {
  const { tables, dialect, scope } = within;
  const references: References = { own: [], unsettable: new Map() };
  if (scope.users === 'shared') return references;
  for (const { columns: names, table: name, refers } of table.foreignKeys ?? []) {
    const columns = names.flatMap((each, index) =>
      each === scope.userColumn ? [] : [{ name: each, refers: refers[index] ?? '' }],
    );
    if (columns.length === 0 || !belongsToUsers(name, within, new Set())) continue;
    const target = tables.find((each) => each.name === name && isApart(each, scope));
    const settable = columns.flatMap((each) => {
      const column = table.columns.find((one) => one.name === each.name);
      return column && !column.hidden && isWritable(column, dialect) ? [{ ...each, column }] : [];
    });
    const isReadable = (each: string) =>
      target?.columns.some(
        (one) => one.name === each && !one.hidden && familyOf(one, dialect) !== 'unreadable',
      );
    if (
      target &&
      settable.length === columns.length &&
      columns.every((one) => isReadable(one.refers))
    )
      references.own.push({
        target,
        columns: settable,
        userTarget: refers[names.indexOf(scope.userColumn ?? '')],
      });
    else
      for (const one of settable) references.unsettable.set(one.name, whyUnsettable(name, target));
  }
  return references;
}

const whyUnsettable = (name: string, target: Table | undefined): string =>
  target
    ? `Tools only read it: a column of its foreign key to "${name}" is in no tool, so no statement can check whose row it refers to.`
    : `Tools only read it: it refers to rows of users in "${name}", which is not served, so no statement can check whose row that is. Import "${name}", or add it to "--shared-tables" if all users may refer to its rows.`;

/** Whether users have rows of their own in a table, or in one that it refers to; also where the login does not read it. */
function belongsToUsers(name: string, within: Surroundings, visited: Set<string>): boolean {
  const { all, scope } = within;
  const table = all.find((each) => each.name === name);
  const user = scope.userColumn?.toLowerCase();
  const isOwn =
    !table ||
    isApart(table, scope) ||
    table.columns.some((column) => column.name.toLowerCase() === user) ||
    (scope.users === 'policies' && table.policies !== undefined);
  if (isOwn) return true;
  if (visited.has(name) || scope.sharedTables.includes(name)) return false;
  visited.add(name);
  return (table.foreignKeys ?? []).some((key) => belongsToUsers(key.table, within, visited));
}

/** The conditions of a statement that creates or updates a row: it refers to rows of its user, or to none. */
export const ownershipConditions = (
  subject: Subject,
  references: readonly OwnReference[],
  action: 'create' | 'update',
): string[] =>
  references.flatMap(({ target, columns, userTarget }) => {
    const { sql, key, dialect, scope, table } = subject;
    const isUpdate = action === 'update';
    const valueOf = (column: Column) => (isUpdate ? sql.value(column) : sql.inserted(column));
    const isOptional = (column: Column) => (isUpdate ? !key.includes(column) : column.nullable);
    if (isUpdate && !columns.some(({ column }) => isOptional(column))) return [];
    const other = new Subject(target, dialect, scope, { many: 'rows', one: 'row' });
    const exists = other.sql.exists(
      [
        ...columns.map(({ column, refers }) => other.sql.has(refers, valueOf(column))),
        ...(userTarget === undefined || userTarget === other.own?.name
          ? []
          : [other.sql.has(userTarget, USER)]),
        ...other.conditions,
      ],
      isUpdate && target.name === table.name,
    );
    const absent = columns.flatMap(({ column }) =>
      isOptional(column) ? [sql.isNull(column, valueOf(column))] : [],
    );
    return [absent.length === 0 ? exists : `(\n    ${absent.join(' and ')}\n    or ${exists}\n  )`];
  });
