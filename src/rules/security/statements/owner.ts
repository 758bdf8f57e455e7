import type { ProjectModel } from '../../../model/project.js';

/** A statement on one table, with a condition at its end that all of its rows fulfill. */
const SIMPLE =
  /^\s*(?:select\b[^;()]*?\bfrom|delete\s+from|update)\s+([\w.]+)\s(?:set\b[^;()]*?\s)?where\s[^;()]*$/i;

/** Parts of a statement behind its condition, or beside it. */
const MORE =
  /--|\/\*|\b(?:or|join|union|order|group|having|limit|offset|returning|window|for|between|case)\b|,\s*\w+\s+where\b/i;

const OWNER = /\b(\w+)\s*=\s*:principal\.user_id\b/g;

const tableOf = (text: string) => SIMPLE.exec(text)?.[1]?.toLowerCase();

/**
 * The condition that limits a statement to the rows of the caller, such as `owner = :principal.user_id`: the one of all
 * other statements on its only table. Undefined where there is none, or where the statement cannot end with it.
 */
export function ownerCondition(
  text: string,
  provider: string | undefined,
  { files }: ProjectModel,
): string | undefined {
  const table = tableOf(text);
  if (table === undefined || MORE.test(text) || /:principal\b/.test(text)) return undefined;
  const columns = [...files.values()]
    .filter((file) => !file.test && file.provider === provider)
    .flatMap((file) => file.facts.texts)
    .map((each) => (each.is === 'string' ? each.value : each.chunks.join('')))
    .filter((each) => tableOf(each) === table && !/--|\/\*/.test(each))
    .flatMap((each) => Array.from(each.matchAll(OWNER), ([, column = '']) => column));
  const [column, another] = new Set(columns);
  return column === undefined || another !== undefined
    ? undefined
    : `${column} = :principal.user_id`;
}
