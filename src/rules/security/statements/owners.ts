import { type Dialect, quotedEnd } from '../../../../runtime/src/sql/quoted.js';
import { conditionsOf, OWN } from './limit.js';

const LIMIT = new RegExp(String.raw`([\w.]+)\s*=\s*${OWN}|${OWN}\s*=\s*([\w.]+)`, 'gi');
const TABLE =
  /\b(?:from|join|update)\s+([a-z_][\w.]*)(?:\s+(?:as\s+)?(?!(?:where|set|on|using|(?:left|right|inner|full|cross|natural)\b.*?join|join|group|having|order|limit|offset|fetch|for|union|returning|window)\b)([a-z_]\w*))?/gi;
/** Columns that say which rows all users may see. */
export const VISIBLE = /public|shared|publish|visib|global|everyone|template|default/i;
/** One number over all rows. */
export const COUNTS =
  /^\s*select\s+(count|sum|avg|min|max)\s*\([^()]*\)(\s+(as\s+)?\w+)?\s+from\b/i;

/** The columns that name the owners of rows, by table. */
export type Owners = ReadonlyMap<string, ReadonlySet<string>>;

const DIALECTS: readonly Dialect[] = ['postgres', 'mysql', 'sqlite'];

/** As long, with spaces in texts and quoted names, and in place of comments; `''` where no dialect can read it. */
export function bareStatement(text: string): string {
  for (const dialect of DIALECTS) {
    try {
      return blanked(text, dialect);
    } catch {
      // Another dialect can read it.
    }
  }
  return '';
}

function blanked(text: string, dialect: Dialect): string {
  let bare = '';
  for (let at = 0; at < text.length; at = bare.length) {
    const end = quotedEnd(text, at, dialect);
    const mark = /[-/#]/.test(text.charAt(at)) ? ' ' : "'";
    bare += end > at ? (mark.padEnd(end - at - 1) + mark).slice(0, end - at) : text.charAt(at);
  }
  return bare;
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

/** By table name and alias. */
export function tablesIn(bare: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', alias] of bare.toLowerCase().matchAll(TABLE)) {
    found.set(name, name);
    if (alias !== undefined) found.set(alias, name);
  }
  return found;
}
