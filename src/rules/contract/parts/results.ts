import type { Code, LocatedFunction } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Whether a function returns a promise; undefined where only a type checker can tell. */
export function promises(
  { file, function: made }: LocatedFunction,
  code: Code,
): boolean | undefined {
  if (made.async) return !made.generator;
  if (made.generator) return false;
  if (made.returns !== undefined) return annotated(aliased(file, made.returns));
  if (!made.body) return undefined;
  if (made.returned.length === 0) return made.thrown.length > 0 ? undefined : false;
  return made.returned.every((value) => isPlain(code.resolve({ file, value }).value))
    ? false
    : undefined;
}

/** The type behind an alias in the same file. */
function aliased({ facts, text }: SourceFile, type: string): string {
  const alias = facts.declarations.find(
    ({ kind, name }) => kind === 'type' && name === type.trim(),
  );
  if (!alias) return type;
  return /^\s*=\s*([^;\n]+)/.exec(text.slice(alias.end))?.[1]?.trim() ?? type;
}

/** Other names may stand for a promise. */
function annotated(type: string): boolean | undefined {
  if (/\bPromise(Like)?\s*</.test(type)) return true;
  return /^(void|string|number|boolean|null|undefined|\{|\[)|\|\s*(null|undefined)\s*$/.test(type)
    ? false
    : undefined;
}

const isPlain = (value: Value) =>
  ['string', 'template', 'literal', 'object', 'array', 'function'].includes(value.is);

/** Not `return null`. */
export const isSomething = (value: Value) => value.is !== 'literal';
