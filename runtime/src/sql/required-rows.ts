import { tokensOf, USER } from './caller.js';
import { compile, type Compiled, type Dialect } from './compile.js';

/**
 * The subqueries after `exists` in a statement that writes: rows that it requires, such as those that its values refer to.
 * Each is a statement of its own, unless it names columns of the other.
 */
export function requiredRows(source: string, dialect: Dialect): Compiled[] {
  const tokens = tokensOf(source, dialect);
  const subqueries: Compiled[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [before, exists, open] = [tokens[at - 1], tokens[at], tokens[at + 1]];
    const close = tokens[open?.pair ?? -1];
    if (exists?.text !== 'exists' || open?.text !== '(' || !close) continue;
    at = open.pair ?? at;
    if (before?.text !== 'not')
      subqueries.push(compile(source.slice(open.end, close.start), dialect));
  }
  return subqueries;
}

/** The arguments of a statement that have values. */
export function argumentsIn(
  { binds }: Compiled,
  args: Readonly<Record<string, unknown>>,
): string[] {
  const names = binds.map(({ name }) => name).filter((name) => name !== USER);
  return [...new Set(names)].filter(
    (name) => Object.hasOwn(args, name) && (args[name] ?? null) !== null,
  );
}
