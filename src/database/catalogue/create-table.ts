/** Quoted text, comments, and brackets of SQLite. */
const PARTS =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|--.*|\/\*[^]*?\*\/|\[[^\]]*\]|(\()|(\))|(\bcheck\b)/gi;

/** The conditions of `check (…)` in a `create table` statement: the catalogue of SQLite has nothing else. */
export function conditionsIn(sql: string): string[] {
  const conditions: string[] = [];
  let depth = 0;
  let start: { at: number; depth: number } | undefined;
  let isExpected = false;
  for (const { 0: found, 1: open, 2: close, 3: check, index } of sql.matchAll(PARTS)) {
    if (check !== undefined) isExpected = start === undefined;
    if (open !== undefined) {
      depth += 1;
      if (isExpected) start = { at: index + found.length, depth };
      isExpected = false;
    }
    if (close === undefined) continue;
    if (start?.depth === depth) {
      conditions.push(sql.slice(start.at, index));
      start = undefined;
    }
    depth -= 1;
  }
  return conditions;
}
