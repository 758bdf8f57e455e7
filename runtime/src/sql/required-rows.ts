import { CALLER_NAME, sqlTokens } from './caller.js';
import { compile, type CompiledStatement, type Dialect } from './compile.js';

/**
 * Returns the subqueries after `exists` in a statement that writes: they select rows that it
 * requires, such as those that its values refer to. Each is a separate statement, unless it names
 * columns of the outer statement.
 */
export function requiredRows(source: string, dialect: Dialect): CompiledStatement[] {
  const tokens = sqlTokens(source, dialect);
  const subqueries: CompiledStatement[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [precedingToken, exists, open] = [tokens[at - 1], tokens[at], tokens[at + 1]];
    const close = tokens[open?.pair ?? -1];
    if (exists?.text !== 'exists' || open?.text !== '(' || !close) continue;
    at = open.pair ?? at;
    if (precedingToken?.text !== 'not')
      subqueries.push(compile(source.slice(open.end, close.start), dialect));
  }
  return subqueries;
}

/** Returns the parameters of a statement whose arguments have values. */
export function argumentsIn(
  { binds }: CompiledStatement,
  args: Readonly<Record<string, unknown>>,
): string[] {
  const names = binds.map(({ name }) => name).filter((name) => name !== CALLER_NAME);
  return [...new Set(names)].filter(
    (name) => Object.hasOwn(args, name) && (args[name] ?? null) !== null,
  );
}
