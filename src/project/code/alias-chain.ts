import type { Located } from '../../model/code.js';
import type { Declaration, Value } from '../../model/facts.js';

const isFixed = ({ kind, path, reassigned }: Declaration): boolean =>
  /^(const|let|var)$/.test(kind) && path.length === 0 && !reassigned;

/** A name, and the variables that it is another name for, as in `const b = a; const c = b`, as far as they are not known. */
export function aliasChain(
  { file, value }: Located,
  known: { has(value: Value): boolean },
): ReadonlySet<Value> {
  const chain = new Set<Value>();
  for (let at: Value | undefined = value; at?.is === 'name';) {
    if (chain.has(at) || known.has(at)) break;
    chain.add(at);
    const declared: Declaration | undefined = file.facts.declarations[at.declaration];
    at = declared && isFixed(declared) ? declared.init : undefined;
  }
  return chain;
}
