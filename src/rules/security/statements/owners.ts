import { withoutQuoted, type Dialect } from '../../../../runtime/src/sql/quoted.js';
import { conditionsOf, OWN } from './limit.js';

const LIMIT = new RegExp(String.raw`([\w.]+)\s*=\s*${OWN}|${OWN}\s*=\s*([\w.]+)`, 'gi');
const TABLE = /\b(?:from|join|update)\s+([a-z_][\w.]*)(?:\s+(?:as\s+)?([a-z_]\w*))?/gi;
/** Columns that say which rows all users may see. */
const VISIBLE = /public|shared|publish|visib|global|everyone|template|default/i;
/** One number over all rows. */
const COUNTS = /^\s*select\s+(count|sum|avg|min|max)\s*\([^()]*\)(\s+(as\s+)?\w+)?\s+from\b/i;

/** A statement on one table, with a condition at its end that all of its rows fulfill. */
const SIMPLE =
  /^\s*(?:select\b[^;()]*?\bfrom|delete\s+from|update)\s+([\w.]+)\s(?:set\b[^;()]*?\s)?where\s[^;()]*$/i;
/** Parts of a statement behind its condition, or beside it. */
const MORE =
  /--|\/\*|\b(?:or|join|union|order|group|having|limit|offset|returning|window|for|between|case)\b|,\s*\w+\s+where\b/i;

/** The columns that name the owners of rows, by table. */
export type Owners = ReadonlyMap<string, ReadonlySet<string>>;

const DIALECTS: readonly Dialect[] = ['postgres', 'mysql', 'sqlite'];

/** Without texts, quoted names and comments; `''` where no dialect can read it. */
export function bareStatement(text: string): string {
  for (const dialect of DIALECTS) {
    try {
      return withoutQuoted(text, dialect);
    } catch {
      // Another dialect can read it.
    }
  }
  return '';
}

/** The tables whose rows a statement limits to the caller, with the column that names the owner. */
export function limitedTables(bare: string): readonly (readonly [table: string, owner: string])[] {
  const tables = tablesIn(bare);
  return [...conditionsOf(bare).matchAll(LIMIT)].flatMap(([, before, after]) => {
    const [column = '', alias] = (before ?? after ?? '').toLowerCase().split('.').toReversed();
    const [only, ...others] = new Set(tables.values());
    const table = alias === undefined ? others.length === 0 && only : tables.get(alias);
    return table ? [[table, column] as const] : [];
  });
}

/** The table whose rows a statement returns to all users, although they belong to users. */
export function ownedTable(bare: string, owners: Owners): string | undefined {
  if (VISIBLE.test(bare) || (COUNTS.test(bare) && !/\bgroup\s+by\b/i.test(bare))) return undefined;
  const conditions = conditionsOf(bare).toLowerCase();
  return [...tablesIn(bare).values()].find((table) => {
    const columns = [...(owners.get(table) ?? [])];
    // `owner is null`: rows of nobody. `owner = :owner`: of anybody.
    const named = columns.some((owner) =>
      new RegExp(String.raw`(?<!:)\b${owner}\b(?!\s*(=|in)\s*\(?\s*:)`).test(conditions),
    );
    return columns.length > 0 && !named;
  });
}

/**
 * The condition that limits a statement to the rows of the caller, such as `owner = :principal.user_id`. Undefined where
 * its table has no owner or several ones, or where the statement cannot end with it.
 */
export function ownerCondition(text: string, owners: Owners): string | undefined {
  const table = SIMPLE.exec(text)?.[1]?.toLowerCase();
  if (table === undefined || MORE.test(text) || /:principal\b/.test(text)) return undefined;
  const [column, another] = owners.get(table) ?? [];
  return column === undefined || another !== undefined
    ? undefined
    : `${column} = :principal.user_id`;
}

/** By table name and alias. */
function tablesIn(bare: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', alias] of bare.toLowerCase().matchAll(TABLE)) {
    found.set(name, name);
    if (alias !== undefined) found.set(alias, name);
  }
  return found;
}
