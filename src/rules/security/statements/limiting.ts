import { bareStatement, COUNTS, type Owners, tablesIn, VISIBLE } from './owners.js';

/** One table or joined ones, without queries in it and behind it, and without lists of tables. */
const READ = /^\s*(?:select\b|delete\s+from\b|update\b)/i;
const UNREAD =
  /.\b(?:select|union|intersect|except|with|tablesample|(?:use|force|ignore)\s+(?:index|key))\b|\bfrom\s+[\w.]+(?:\s+(?:as\s+)?\w+)?\s*,|;\s*\S/is;
/** What follows the conditions; `:limit` is a parameter. */
const END =
  /(?<![:.])\b(?:group\s+by|having|order\s+by|limit|offset|fetch|for|lock\s+in|window|returning)\b|;/i;

/** Text to insert at a position of a statement. */
export interface Inserted {
  position: number;
  text: string;
}

export interface Limiting {
  /** `owner = :principal.user_id` */
  condition: string;
  inserted: readonly Inserted[];
  /** The argument that a caller selects the owner with. */
  argument?: string;
}

/**
 * The condition that limits a statement to the rows of the caller, and what adds it. Undefined where its first table has
 * no owner or several ones, where another table has one, or where not all of the statement can be read.
 */
export function limiting(text: string, owners: Owners): Limiting | undefined {
  const bare = bareStatement(text);
  if (!READ.test(bare) || UNREAD.test(bare) || VISIBLE.test(bare) || /:principal\b/.test(bare))
    return undefined;
  const tables = [...tablesIn(bare)];
  const named = tables.filter(([, table]) => owners.has(table));
  const [own, ...others] = new Set(named.map(([, table]) => table));
  const [column, another] = owners.get(own ?? '') ?? [];
  if (column === undefined || another !== undefined || others.length > 0) return undefined;
  // A table that is joined with itself has rows of two owners.
  if (tables[0]?.[1] !== own || [...bare.matchAll(tableNamed(own))].length > 1) return undefined;
  // The alias follows its table.
  const alias = named.at(-1)?.[0] ?? '';
  const isPlain = tables.length === 1;
  const condition = `${isPlain ? '' : `${alias}.`}${column} = :principal.user_id`;
  const inserted = insertionsOf(bare, condition);
  const [, argument] =
    new RegExp(String.raw`\b${column}\s*=\s*:(\w+)\b(?!\.)`, 'i').exec(bare) ?? [];
  return inserted && { condition, inserted, ...(argument !== undefined && { argument }) };
}

const tableNamed = (name = '') => new RegExp(String.raw`\b(?:from|join|update)\s+${name}\b`, 'gi');

function insertionsOf(bare: string, condition: string): readonly Inserted[] | undefined {
  const flat = withoutInner(bare);
  const [where, another] = [...flat.matchAll(/(?<![:.])\bwhere\b/gi)];
  if (another) return undefined;
  const start = where ? where.index + where[0].length : flat.search(/\bfrom\b|\bset\b/i);
  const rest = flat.slice(start);
  const ending = END.exec(rest)?.index ?? rest.length;
  const position = start + rest.slice(0, ending).trimEnd().length;
  const lines = /\n(\s*)(?:and|or|where|group|order|limit)\b/i.exec(bare);
  const gap = lines ? `\n${where ? lines[1] : ''}` : ' ';
  if (!where)
    return COUNTS.test(bare) ? undefined : [{ position, text: `${gap}where ${condition}` }];
  const conditions = flat.slice(start, position);
  const isChoice = /\bx?or\b|\|\|/i.test(conditions);
  const first = start + conditions.length - conditions.trimStart().length;
  return [
    ...(isChoice ? [{ position: first, text: '(' }] : []),
    { position, text: `${isChoice ? ')' : ''}${gap}and ${condition}` },
  ];
}

/** With spaces in place of what is in parentheses. */
function withoutInner(bare: string): string {
  let depth = 0;
  return Array.from({ length: bare.length }, (_, index) => {
    const sign = bare.charAt(index);
    if (sign === ')') depth--;
    const shown = depth > 0 ? ' ' : sign;
    if (sign === '(') depth++;
    return shown;
  }).join('');
}
