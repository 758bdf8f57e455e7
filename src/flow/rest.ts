import type { Declaration, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import type { FlowPolicy } from './policy.js';
import { boundTo, startsTainted, type Taint, union, withoutKeys } from './taint.js';

const NONE: ReadonlySet<string> = new Set();
/** By what is taken apart. */
const KEYS = new WeakMap<SourceFile, ReadonlyMap<Value | undefined, ReadonlySet<string>>>();

/** The taint of a name that is bound by destructuring, of that of the whole. */
export function takenApart(
  whole: Taint,
  file: SourceFile,
  declaration: Declaration,
  { keepsKey, rest }: FlowPolicy,
): Taint {
  const keys = keysBesideRest(file, declaration);
  const bound = withoutKeys(boundTo(whole, declaration, keepsKey), keys);
  const [key, ...inner] = declaration.path;
  if (!rest || key !== '...' || inner.length > 0 || !startsTainted(whole)) return bound;
  return union([rest(keys), bound.filter(({ length }) => length > 0)]);
}

/** `{ a, ...rest }`: what is bound to a name of its own is not in the rest. */
function keysBesideRest(file: SourceFile, { init, path }: Declaration): ReadonlySet<string> {
  if (path.at(-1) !== '...') return NONE;
  const known = KEYS.get(file) ?? keysIn(file);
  KEYS.set(file, known);
  return known.get(init) ?? NONE;
}

function keysIn({ facts }: SourceFile): ReadonlyMap<Value | undefined, ReadonlySet<string>> {
  const found = new Map<Value | undefined, Set<string>>();
  for (const { init, path } of facts.declarations) {
    const [key, ...inner] = path;
    if (key === undefined || inner.length > 0) continue;
    const keys = found.get(init);
    if (keys) keys.add(key);
    else found.set(init, new Set([key]));
  }
  return found;
}
