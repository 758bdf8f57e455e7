import { fits } from '../model/wildcard.js';
import type { Catalogue, Column, Skipped, Table } from './model.js';
import { isUsable } from './names.js';
import { type Family, familyOf } from './types.js';

export interface Selection {
  names: readonly string[];
  /** Patterns of columns, such as `parts.note`; those of tools apply later. */
  exclude: readonly string[];
  /** Columns that grant access to something. */
  isSecret(table: string, column: Column): boolean;
}

/** The tables that can be imported, and why others cannot. */
export function importable({ tables }: Catalogue): {
  tables: Table[];
  skipped: Skipped[];
} {
  const reasons = tables.map((table) => ({ table, at: table.name, reason: unusable(table) }));
  return {
    tables: reasons.flatMap(({ table, reason }) => (reason === undefined ? [table] : [])),
    skipped: reasons.flatMap(({ at, reason }) => (reason === undefined ? [] : [{ at, reason }])),
  };
}

function unusable({ path, columns, isVirtual }: Table): string | undefined {
  if (!path.every(isUsable)) return NAME;
  if (isVirtual) return VIRTUAL;
  return columns.length === 0 ? NO_COLUMN : undefined;
}

export const NO_COLUMN = 'no column that tools can read';
const VIRTUAL = 'virtual table. A view of it, or a statement of add-tool, can be served';

const NAME =
  'Its name contains ":", "\\", braces or control characters. Import a view with another name.';

/** What is left out of a column by its type. */
const LIMITED: Readonly<Partial<Record<Family, string>>> = {
  bytes: 'Bytes are no argument: tools only read it.',
  unreadable: 'Its type has no form in JSON. Import a view that converts it.',
};

/** The selected tables, without what their tools do not contain. */
export function selectTables(
  catalogue: Catalogue,
  { names, exclude, isSecret }: Selection,
): { tables: Table[]; skipped: Skipped[] } {
  const chosen = importable(catalogue).tables.filter(({ name }) => names.includes(name));
  const skipped: Skipped[] = [];
  const hide = (table: string, column: Column): Column => {
    const at = `${table}.${column.name}`;
    if (exclude.some((pattern) => fits(pattern, at))) return { ...column, hidden: true };
    const reason = !isUsable(column.name)
      ? NAME
      : isSecret(table, column)
        ? 'It is named like a secret. Import a view that contains it under another name.'
        : undefined;
    const limited = LIMITED[familyOf(column, catalogue.dialect)];
    if (reason === undefined && limited !== undefined) skipped.push({ at, reason: limited });
    if (reason === undefined) return column;
    skipped.push({ at, reason });
    return { ...column, hidden: true };
  };
  return {
    tables: chosen.map((table) => ({
      ...table,
      columns: table.columns.map((column) => hide(table.name, withinTables(column, names))),
    })),
    skipped,
  };
}

/** Tables that are not selected are mentioned nowhere. */
function withinTables(column: Column, tables: readonly string[]): Column {
  const { references, ...rest } = column;
  return references && !tables.includes(references.table) ? rest : column;
}
