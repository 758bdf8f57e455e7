import { matchesWildcard } from '../model/text/wildcard.js';
import { isUsableInStatements } from './identifiers.js';
import type { Column, DatabaseCatalog, SkippedPart, Table } from './model.js';
import { type TypeFamily, typeFamily } from './types.js';

interface TableSelection {
  names: readonly string[];
  /** Patterns of columns, such as `parts.note`. Patterns of tools are applied later. */
  exclude: readonly string[];
  /** Returns whether a column grants access to something. */
  isSecret(table: string, column: Column): boolean;
}

/** Returns the tables that can be imported, and why others cannot. */
export function importableTables({ tables }: DatabaseCatalog): {
  tables: Table[];
  skipped: SkippedPart[];
} {
  const reasons = tables.map((table) => ({ table, reason: unusableReason(table) }));
  return {
    tables: reasons.flatMap(({ table, reason }) => (reason === undefined ? [table] : [])),
    skipped: reasons.flatMap(({ table, reason }) =>
      reason === undefined ? [] : [{ part: table.name, reason }],
    ),
  };
}

function unusableReason({ path, columns, isVirtual }: Table): string | undefined {
  if (!path.every(isUsableInStatements)) return NAME;
  if (isVirtual) return VIRTUAL_TABLE;
  return columns.length === 0 ? NO_COLUMN : undefined;
}

export const NO_COLUMN = 'no column that tools can read';
const VIRTUAL_TABLE = 'virtual table. A view of it, or a statement of add-tool, can be served';

const NAME =
  'Its name contains ":", "\\", braces or control characters. Import a view with another name.';

const COLUMN_LIMITATIONS: Readonly<Partial<Record<TypeFamily, string>>> = {
  bytes: 'Bytes are no argument: tools only read it.',
  unreadable: 'Its type has no form in JSON. Import a view that converts it.',
};

/** Returns the selected tables without the parts that tools omit. */
export function selectTables(
  catalog: DatabaseCatalog,
  { names, exclude, isSecret }: TableSelection,
): { tables: Table[]; skipped: SkippedPart[] } {
  const selectedTables = importableTables(catalog).tables.filter(({ name }) =>
    names.includes(name),
  );
  const skipped: SkippedPart[] = [];
  const hide = (table: string, column: Column): Column => {
    const columnPath = `${table}.${column.name}`;
    if (exclude.some((pattern) => matchesWildcard(pattern, columnPath)))
      return { ...column, hidden: true };
    const reason = !isUsableInStatements(column.name)
      ? NAME
      : column.denied?.includes('select')
        ? 'The login is not permitted to read it.'
        : isSecret(table, column)
          ? 'It is named like a secret. Import a view that contains it under another name.'
          : undefined;
    const limitation = COLUMN_LIMITATIONS[typeFamily(column, catalog.dialect)];
    if (reason === undefined && limitation !== undefined)
      skipped.push({ part: columnPath, reason: limitation });
    if (reason === undefined) return column;
    skipped.push({ part: columnPath, reason });
    return { ...column, hidden: true };
  };
  return {
    tables: selectedTables.map((table) => ({
      ...table,
      columns: table.columns.map((column) =>
        hide(table.name, withSelectedReferences(column, names)),
      ),
    })),
    skipped,
  };
}

function withSelectedReferences(column: Column, tables: readonly string[]): Column {
  const { references, ...rest } = column;
  return references && !tables.includes(references.table) ? rest : column;
}
