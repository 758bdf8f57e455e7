import type { Code, LocatedFunction } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';

/** Whether a function returns a promise; undefined where that cannot be told without a type checker. */
export function promises(
  { file, function: made }: LocatedFunction,
  code: Code,
): boolean | undefined {
  if (made.async) return !made.generator;
  if (made.generator) return false;
  if (made.returns !== undefined) return annotated(made.returns);
  if (!made.body) return undefined;
  if (made.returned.length === 0) return made.thrown.length > 0 ? undefined : false;
  return made.returned.every((value) => isPlain(code.resolve({ file, value }).value))
    ? false
    : undefined;
}

/** A name of one's own may stand for a promise. */
function annotated(type: string): boolean | undefined {
  if (/\bPromise(Like)?\s*</.test(type)) return true;
  return /^(void|string|number|boolean|null|undefined|\{|\[)|\|\s*(null|undefined)\s*$/.test(type)
    ? false
    : undefined;
}

const isPlain = (value: Value) =>
  ['string', 'template', 'literal', 'object', 'array', 'function'].includes(value.is);

/** `return null` says that there is nothing. */
export const isSomething = (value: Value) => value.is !== 'literal';
